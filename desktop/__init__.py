"""The program without a window: what the office keeps, counts, prints and carries. No Qt, no SQL."""

__version__ = "0.1.0"
