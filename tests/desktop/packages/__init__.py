"""Keys, trust and the bytes of packages."""
