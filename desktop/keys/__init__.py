"""Keys and what they open: the station's own, the unit's, the root's, the accounts' and the printed code."""
