"""The checks of Sổ Dân vận. Files here mirror the source: `tests/db`, `tests/desktop`, `tests/ui`."""
