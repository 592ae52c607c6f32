"""The first page: what is due, and where everything stands."""
