"""Vietnamese as the office writes it: letters, days, numbers, the eight words, and every sentence of the window."""
