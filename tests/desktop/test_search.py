"""One question to all registers: what the role may see, the own unit first, names before contents."""

from desktop.actions import search
from tests.office import DISTRICT, carry, open_desk


def test_every_word_begins_a_word_without_marks(tmp_path):
    desk = open_desk(tmp_path)
    desk.add("village", name="Sín Chải A")
    assert [hit.title for hit in search.look(desk.office, "chai sin").hits] == ["Sín Chải A"]
    assert search.look(desk.office, "in chai").hits == ()
    desk.office.close()


def test_a_name_comes_before_a_text_that_mentions_it(tmp_path):
    desk = open_desk(tmp_path)
    session = desk.session("2024-03-07")
    for name, content in (("Lò Văn Pản", "Tranh chấp nương với Giàng A Chứ."), ("Giàng A Chứ", "Xin xác nhận.")):
        desk.add("reception_visit", session_id=session, subject_kind="kien_nghi", citizen_name=name, content=content)
    assert [hit.title for hit in search.look(desk.office, "giang a chu").hits] == ["Giàng A Chứ", "Lò Văn Pản"]
    desk.office.close()


def test_the_own_unit_comes_first_at_a_desk_that_sees_many(tmp_path):
    commune, district = open_desk(tmp_path / "xa"), open_desk(tmp_path / "huyen", DISTRICT)
    commune.add("village", name="Seo Thèn A")
    district.add("village", name="Seo Thèn B")
    carry(commune, district)
    found = search.look(district.office, "seo then").hits
    assert [(hit.title, hit.own) for hit in found] == [("Seo Thèn B", True), ("Seo Thèn A", False)]
    assert "Xã Pa Vệ Sủ" in found[1].detail
    for desk in (commune, district):
        desk.office.close()


def test_what_a_role_may_not_see_is_not_found_and_not_counted(tmp_path):
    desk = open_desk(tmp_path)
    desk.add("reception_visit", session_id=desk.session("2024-03-07"), subject_kind="kien_nghi", citizen_name="Giàng A Páo", content="x")
    with desk.signed_in("Vàng A Lầu", "XEM"):
        assert search.look(desk.office, "giang a pao") == search.Found((), more=False)
    assert len(search.look(desk.office, "giang a pao").hits) == 1
    desk.office.close()


def test_a_number_finds_the_entries_of_that_number(tmp_path):
    desk = open_desk(tmp_path)
    session = desk.session("2024-03-07")
    for name in ("Lò Văn Pản", "Giàng A Chứ"):
        desk.add("reception_visit", session_id=session, subject_kind="kien_nghi", citizen_name=name, content="x")
    visits = [hit.title for hit in search.look(desk.office, "#2").hits if hit.register == "reception_visit"]
    assert visits == ["Giàng A Chứ"]
    assert search.look(desk.office, "#hai").hits == ()
    desk.office.close()


def test_places_seen_before_are_named_and_those_that_are_gone_are_left_out(tmp_path):
    desk = open_desk(tmp_path)
    village = desk.add("village", name="Chà Gì")
    places = [f"record:village:{village}", "record:village:khong-co", "register:village", "record:khong_co:x"]
    assert [hit.title for hit in search.named(desk.office, places)] == ["Chà Gì"]
    desk.office.close()
