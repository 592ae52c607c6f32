"""Lists, forms, histories and conflicts of any register."""
