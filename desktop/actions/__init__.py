"""The verbs of the office: every screen and every command calls these and nothing deeper.

Plain functions `(office, …) -> value`; each checks the rights of who is signed in, and writes in one transaction.
"""
