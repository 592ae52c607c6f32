"""The sample district: Mường Tè and its communes in the first quarter of 2024, as the program itself would have kept them.

Law: everything goes through `desktop.actions`, under clocks that move with the story; nothing here knows the store.
What is said stands in `resources/sample`; keys and salts are random, records and figures are the same at every run.
No person in it exists.
"""
