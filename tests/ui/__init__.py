"""The window, checked by real keys on real widgets."""
