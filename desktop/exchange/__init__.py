"""What goes onto a stick and what comes from one: collected, taken in, believed, kept apart."""
