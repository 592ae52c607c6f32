"""Tables of Excel and CSV."""
