"""The law as dated data: terms, working days, reporting periods, and how one unit has them."""
