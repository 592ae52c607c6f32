"""Entries of registers: from what is typed to what is kept, and back to what is shown, listed, named and found."""
