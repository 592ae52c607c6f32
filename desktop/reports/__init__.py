"""What is printed: reports as values (`document`), their official look (`layout_nd30`) and the printers that draw them."""
