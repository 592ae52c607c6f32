"""Pages of single registers that are more than their declaration."""
