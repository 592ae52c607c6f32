"""How the office's writing is kept: one encrypted SQLite file, an append-only log, and tables folded from it.

This layer knows how to keep any register and no register by name; nothing above it speaks SQL.
"""
