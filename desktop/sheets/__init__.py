"""Tables that offices keep in Excel: what stands in a cell, the files that hold them, and how columns find their fields."""
