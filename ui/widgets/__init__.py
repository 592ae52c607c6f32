"""The parts that pages are made of, one file each. No part knows what a register is."""
