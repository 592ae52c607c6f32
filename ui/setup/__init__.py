"""From the first start to the signed-in person, and the eight words both ways."""
