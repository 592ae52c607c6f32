"""What no text of a book may tell: numbers of identity papers and telephones, and who denounced whom.

Class X has no column (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; Luật Tố cáo 25/2018/QH14, điều 8), but a line of text holds
anything. So every text is looked through as it is typed, and what looks so is shown, never refused: a number may be another one.
"""

import re
from typing import Final

from desktop.registers.fields import Field, Row

_NUMBERS: Final = (
    r"(?<!\d)\d{12}(?!\d)|(?<!\d)\d{3}(?: \d{3}){3}(?!\d)|(?<!\d)0\d{9}(?!\d)|(?<![\d.])0\d{2,3}[ .]\d{3}[ .]\d{3,4}(?!\d)"
    r"|\b(?:cccd|cmnd|căn cước|chứng minh nhân dân|hộ chiếu)\b[^\d\n]{0,12}\d{6,}"
)
_DENOUNCED: Final = r"|người (?:bị )?tố cáo(?: là|:| tên)|\btố cáo (?:ông|bà|anh|chị)\b"
_NAMED: Final = r"|họ (?:và )?tên\s*:|địa chỉ\s*:"
_PRIVATE: Final = re.compile(_NUMBERS + _DENOUNCED, re.IGNORECASE)
_OPEN: Final = re.compile(_NUMBERS + _DENOUNCED + _NAMED, re.IGNORECASE)


def tells_an_identity(field: Field, row: Row) -> bool:
    """Whether a text looks as if it held an identity; a name and an address may stand where few read it."""
    value = row.get(field.name)
    return isinstance(value, str) and bool((_PRIVATE if field.private else _OPEN).search(value))
