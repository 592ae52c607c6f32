"""What travels on a stick: packages, the statements in them, and who is believed.

Law: everything here is a function of bytes and values. No database, no clock, no window; only `stick.py` touches
files. Bytes are verified before they are understood, and kept verbatim after. `FORMAT.md` says them byte for byte.
A package of format 1 must stay readable for ever; `tests/vectors/packages` holds one.
"""
