"""The path of a period: what is missing, close, preview, print, send."""
