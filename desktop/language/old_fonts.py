"""Text of the years before Unicode: TCVN3 (.VnTime) and VNI, which shows as "B¶n NËm Ngµ" or "Baûn Naäm Ngaø" without its font.

TCVN 6909:2001 made Unicode the code of Vietnamese offices; sheets older than that, or typed with an old setting of the
keyboard program, still go round. Such text is found by signs beside letters that no Vietnamese word has there.
"""

import re
from typing import Final

_TCVN3: Final = re.compile(r"[A-Za-z][µ¸¶¹¨¾¬ª]|[¸¶¹¨¾¬ª][A-Za-z]")
_VNI: Final = re.compile(r"[aeiouyôöAEIOUYÔÖ][øûïåäüëØÛÏÅÄÜË]|ñ[aeiouöAEIOUÖ]")


def in_old_font(text: str) -> str:
    """Return the name of the old code that a text seems to be in, "" for none."""
    return "TCVN3 (.VnTime)" if _TCVN3.search(text) else "VNI" if _VNI.search(text) else ""
