"""Settings of this machine and of the office, and the person signed in."""
