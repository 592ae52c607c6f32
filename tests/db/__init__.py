"""Tests of the store: log, merge, tables, questions. They bring their own small registers; the store knows none."""
