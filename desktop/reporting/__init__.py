"""Periods and figures: what was counted, closed, sent back and accepted, and what is due."""
