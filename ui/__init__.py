"""The window: everything a person sees and every key that answers.

Only this package knows Qt. It asks `desktop` in verbs and never opens the database itself.
"""
