"""Mergers of units across two eras."""
