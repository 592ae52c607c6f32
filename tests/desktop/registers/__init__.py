"""Behaviour of single registers, beyond the laws that hold for all of them."""
