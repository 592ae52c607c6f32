"""Text in an old code is told from Vietnamese."""

import pytest

from desktop.language.old_fonts import in_old_font

OLD = {
    "B¶n NËm Ngµ": "TCVN3 (.VnTime)", "TiÕp c«ng d©n ®Þnh kú th¸ng 3": "TCVN3 (.VnTime)",
    "Baûn Naäm Ngaø": "VNI", "UÛy ban nhaân daân xaõ": "VNI", "ñoái thoaïi": "VNI",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), OLD.items())
def test_text_of_an_old_code_is_known(text, code):
    assert in_old_font(text) == code


@pytest.mark.parametrize(
    "text", ["Bản Nậm Ngà", "Ủy ban nhân dân xã", "đối thoại", "120 m² · 15 µg", "hoà, thuý, quê, oà, uê", "A ¸ B", "30 °C"]
)
def test_vietnamese_of_today_is_left_alone(text):
    assert in_old_font(text) == ""
