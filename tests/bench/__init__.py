"""How fast the office is, as ratios to bare limits of the same run: `make bench`, never part of `make test`."""
