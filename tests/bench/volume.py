"""Generated entries, the same in every run: visits of citizens to the sessions of a commune, with the names of the place.

The words are Vietnamese and repeat as they do in life, so that search and compression meet what they will meet.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

FAMILIES = ("Lò", "Giàng", "Vàng", "Sùng", "Thào", "Tẩn", "Phùng", "Pờ", "Chang", "Lý", "Nguyễn", "Trần", "Hoàng", "Mùa")
MIDDLES = ("Văn", "Thị", "A", "Hùng", "Xuân", "Mạnh", "Gió", "Chỉn", "Minh", "Hồng")
GIVEN = ("Páo", "Sang", "Ún", "Dơ", "Chứ", "Phà", "Hương", "Tủa", "Nhè", "Quân", "Thảo", "Lệ", "Sơn", "Chinh", "Vừ", "Mỷ")
VILLAGES = ("Seo Thèn A", "Chà Gì", "Nậm Sẻ", "Pá Hạ", "Xà Phìn", "Thò Ma", "Sín Chải", "Khoang Thèn", "Phí Chi", "Bản Mới")
MATTERS = (
    "Đề nghị xem lại ranh giới nương giữa hai hộ", "Hỏi về hồ sơ hưởng chế độ người có công", "Phản ánh đường nội bản bị sạt lở",
    "Kiến nghị cấp giống ngô cho vụ xuân hè", "Hỏi thủ tục cấp giấy chứng nhận quyền sử dụng đất", "Phản ánh nguồn nước bị ô nhiễm",
    "Đề nghị hỗ trợ làm lại nhà sau gió lốc", "Khiếu nại mức bồi thường khi thu hồi đất làm trường học",
)  # fmt: skip
SUBJECTS = ("khieu_nai", "kien_nghi", "kien_nghi", "phan_anh", "khac")
CATEGORIES = ("che_do_cs", "dat_dai", "cong_chuc", "tu_phap", "moi_truong", "an_sinh", "khac")
HANDLING = ("thu_ly", "huong_dan", "chuyen_don", "tra_loi_truc_tiep")


def visits(count: int, sessions: list[str], seed: int) -> Iterator[dict[str, Any]]:
    """Yield the values of so many visits to these sessions."""
    chance = random.Random(seed)
    for number in range(count):
        people = chance.choice((1, 1, 1, 1, 2, 3, 6))
        yield {
            "session_id": sessions[number * len(sessions) // count],
            "subject_kind": chance.choice(SUBJECTS),
            "category": chance.choice(CATEGORIES),
            "is_first": "lan_dau",
            "people_count": people,
            "rep_count": min(people, 2),
            "citizen_name": f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}",
            "citizen_address": f"Bản {chance.choice(VILLAGES)}",
            "content": f"{chance.choice(MATTERS)}, hộ số {chance.randrange(1, 400)} bản {chance.choice(VILLAGES)}.",
            "in_competence": chance.random() < 0.9,
            "handling": chance.choice(HANDLING),
            "handling_doc_no": f"{chance.randrange(1, 300)}/UBND-VP",
        }


def weekly(first: date, count: int) -> list[dict[str, Any]]:
    """Return the values of so many regular sessions, a week apart, without their place."""
    days = [(first + timedelta(days=7 * week)).isoformat() for week in range(count)]
    return [{"kind": "dinh_ky", "planned_date": day, "actor": "thu_truong", "held": True} for day in days]
