"""T08 – Chương trình, phong trào that tasks and models belong to: national target programmes, movements, campaigns of the Front.

The three national target programmes of 2021–2025 come with the program; an upper unit sends its own down.
"""

from desktop.registers.model import Register, Row, at_most, choice, text, year

KINDS = {
    "ctmtqg": "Chương trình mục tiêu quốc gia",
    "ntm": "Xây dựng nông thôn mới",
    "cuoc_van_dong": "Cuộc vận động",
    "phong_trao": "Phong trào thi đua",
    "khac": "Chương trình, dự án khác",
}

REGISTER = Register(
    code="program",
    number="T08",
    title="Chương trình, phong trào",
    label="{name}",
    natural_key=("name",),
    unique_key="name",
    shared=True,
    lies_over=True,
    listed=("name", "kind", "year_from", "year_to"),
    filters=("kind",),
    enters=frozenset({"DV", "QT", "LD", "TH"}),
    numbered=False,
    icon="grid-3x3",
    noun="chương trình",
    fields=(
        text("name", "Tên chương trình", sensitivity=0, required=True, width="full"),
        choice("kind", "Loại", KINDS, required=True, width="full"),
        year("year_from", "Từ năm"),
        year("year_to", "Đến năm", hint="trống nếu không hạn"),
    ),
)


@REGISTER.rule("Năm kết thúc không được trước năm bắt đầu.", on="year_to")
def a_programme_ends_after_it_begins(program: Row) -> bool:
    first, last = program["year_from"], program["year_to"]
    return at_most(first, last)
