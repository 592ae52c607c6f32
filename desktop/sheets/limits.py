"""How large a sheet may be, counted while it is read: a file of ten kilobytes can claim sixteen million cells.

Who has more to bring in splits the sheet; nobody types fifty thousand rows by hand.
"""

from typing import Final

from desktop.errors import Problem

LARGEST_FILE: Final = 32 << 20
LARGEST_OPENED: Final = 100 << 20
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 1_500_000
"""Empty ones too: twenty thousand records of the widest book fit, and are read in about half a minute."""
MOST_COMPARED: Final = 20_000
"""Records of a book that are held in memory at once, to be found by their names or compared with new rows."""


def too_large(where: str) -> Problem:
    """Return the refusal of a file that is too large, packed or opened."""
    return Problem("invalid_value", "Tệp quá lớn. Tách thành nhiều tệp nhỏ, bỏ hình ảnh và trang tính thừa, rồi nhập từng tệp.", where)


def too_many_rows(where: str) -> Problem:
    """Return the refusal of a sheet that is too long."""
    return Problem("invalid_value", "Trang tính có hơn 50.000 dòng. Tách thành nhiều tệp rồi nhập từng tệp.", where)


def too_many_columns(where: str) -> Problem:
    """Return the refusal of a sheet that is too wide."""
    return Problem("invalid_value", "Trang tính có hơn 200 cột. Xóa các cột thừa bên phải rồi nhập lại.", where)


def too_many_cells(where: str) -> Problem:
    """Return the refusal of a table that is neither too long nor too wide, but both together."""
    message = "Tệp có hơn 1.500.000 ô, kể cả ô trống. Xóa các dòng, cột và trang tính thừa hoặc tách thành nhiều tệp, rồi nhập từng tệp."
    return Problem("invalid_value", message, where)
