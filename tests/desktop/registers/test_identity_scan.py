"""No text tells an identity: what looks so is shown in every book and never refused."""

import pytest

from desktop import registers
from desktop.actions import entry_form, lookup
from tests.desktop.registers.judging import blocks, broken
from tests.office import open_desk

NOTED, CONTENT = "no_identity_stands_in_note", "no_identity_stands_in_content"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("CCCD 012345678901", True),
        ("số 012 345 678 901", True),
        ("gọi 0912345678", True),
        ("gọi 0912 345 678", True),
        ("CMND số: 045123456", True),
        ("Người bị tố cáo là phó chủ tịch", True),
        ("Dân tố cáo ông trưởng bản", True),
        ("Họ và tên: Lò Văn Pản", True),
        ("Địa chỉ: bản Thò Ma", True),
        ("Tuyên truyền Luật Căn cước 26/2023/QH15", False),
        ("Tập huấn Luật Tố cáo 25/2018/QH14", False),
        ("Hỗ trợ 125.000.000.000 đồng cho 1250 hộ", False),
        ("Thông báo 15/TB-UBND ngày 20/03/2024", False),
        ("Phòng tiếp công dân, điểm 3", False),
    ],
)
def test_a_note_that_tells_an_identity_is_shown(said, shown):
    assert broken("dissemination", note=said) == ([NOTED] if shown else [])


def test_a_name_may_stand_in_a_letters_content_and_a_number_may_not():
    assert broken("reception_visit", content="Họ tên: Lò Văn Pản. Địa chỉ: bản Thò Ma") == []
    assert broken("reception_visit", content="CCCD 012345678901") == [CONTENT]
    assert not blocks("reception_visit", CONTENT)


def test_every_text_that_is_typed_is_looked_through():
    for register in registers.ALL.values():
        asked = {f.name for f in register.fields if f.is_text and not f.auto} if not (register.system or register.is_table) else set()
        assert {rule.on for rule in register.rules if rule.name.startswith("no_identity_stands_in_")} == asked


def test_it_is_said_while_it_is_typed_and_travels_with_the_record(tmp_path):
    desk = open_desk(tmp_path / "xa", series="A")
    try:
        seen = entry_form.preview(desk.office, "dialogue", {"note": "gọi 0912345678"})
        assert NOTED in [rule.name for rule in seen.warnings]
        made = desk.add("dissemination", note="gọi 0912345678")
        assert lookup.show(desk.office, "dissemination", made).flags == (NOTED,)
    finally:
        desk.office.close()
