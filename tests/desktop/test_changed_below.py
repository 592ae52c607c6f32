"""A consolidated paper of a closed period never changes under its check code: it is a draft until the upper unit closes again."""

from pypdfium2 import PdfDocument

from desktop import snapshots
from desktop.snapshots import FrozenItem
from tests.worlds import COMMUNE, NEIGHBOUR

Q1 = "2024-Q1"
SILENT = "03439"
TOLD = {"for_unit": SILENT, "period": Q1, "form": "DV-04", "column": "1", "value": 5, "source": "dien_thoai"}
TOLD |= {"given_by": "Lò Văn Pản", "given_on": "2024-03-12"}


def close(laptop):
    laptop.ok("period", "nothing", Q1, "--all-empty")
    return laptop.ok("period", "close", Q1)


def printed(world, *more):
    return world.district.ok("report", "bieu:DV-04", Q1, *more, "-o", str(world.stick / "dv04.pdf"))


def changed(world):
    return world.district.ok("period", "show", Q1)["changed_below"]


def test_what_was_typed_for_a_unit_after_the_close_takes_the_check_code_away_until_closed_again(world):
    close(world.district)
    before = printed(world)
    assert (before["draft"], bool(before["snapshot"]), changed(world)) == (False, True, {"units": [], "text": None})
    world.district.add("total_on_behalf", TOLD)
    after = printed(world)
    assert (after["draft"], after["snapshot"]) == (True, None)
    assert changed(world)["units"] == [SILENT]
    said = "Số liệu đã thay đổi sau khi chốt: xã Ka Lăng. Mở lại kỳ rồi chốt lại để in bản chính thức."
    assert changed(world)["text"] == said
    page = PdfDocument(world.stick / "dv04.pdf")[0].get_textpage().get_text_bounded()
    assert said[:60] in " ".join(page.split())
    assert before["snapshot"][:12] not in page
    for asked in (("form", "DV-04"), ("targets",), ("indicators",)):
        assert world.district.ok(*asked, Q1)["changed_below"] == {"units": [SILENT], "text": said}
        assert said in world.district.words(*asked, Q1)
    assert world.district.ok("form", "DV-04", Q1, "--unit", COMMUNE)["changed_below"] == {"units": [], "text": None}
    world.district.ok("period", "reopen", Q1, "--reason", "Xã báo muộn")
    world.district.ok("period", "close", Q1)
    again = printed(world)
    assert (again["draft"], changed(world)["units"]) == (False, [])
    assert again["snapshot"] not in (None, before["snapshot"])


def test_a_commune_that_closes_or_records_after_the_district_changes_its_papers(world):
    world.commune.add_session("2024-03-04")
    world.district.ok("import", *world.commune.export(world.stick))
    close(world.district)
    assert changed(world)["units"] == []
    world.neighbour.add_session("2023-12-20")
    world.district.ok("import", *world.neighbour.export(world.stick))
    assert changed(world)["units"] == [NEIGHBOUR]
    close(world.commune)
    world.district.ok("import", *world.commune.export(world.stick))
    assert set(changed(world)["units"]) == {COMMUNE, NEIGHBOUR}
    assert printed(world)["draft"] is True


def test_an_agency_added_after_the_close_is_a_row_more_of_the_paper(world):
    close(world.district)
    world.district.add("agency", {"code": "107.01", "name": "Phòng Nội vụ", "kind": "phong"})
    assert changed(world)["units"] == ["107.01"]


def test_a_declaration_that_came_after_the_close_is_a_figure_too(world):
    close(world.district)
    world.neighbour.ok("period", "nothing", Q1, "--all-empty")
    world.district.ok("import", *world.neighbour.export(world.stick))
    assert changed(world)["units"] == [NEIGHBOUR]


def test_a_unit_that_goes_on_with_the_next_period_changes_nothing(world):
    world.commune.add_session("2024-03-04")
    world.district.ok("import", *world.commune.export(world.stick))
    close(world.district)
    world.commune.add_session("2024-03-18")
    world.commune.ok("period", "nothing", "2024-Q2", "--all-empty")
    world.district.ok("import", *world.commune.export(world.stick))
    assert (changed(world)["units"], printed(world)["draft"]) == ([], False)


def test_a_snapshot_from_before_marks_were_kept_is_read_and_changes_nothing():
    body = b'{"period":"2024-Q1","unit":"2024:107","version":1,"label":"q","from":"2023-12-15","to":"2024-03-14","program":"1",'
    body += b'"resources":"1","schema":1,"forms":{},"declarations":{},"vector":{}}'
    read = snapshots.read(body)
    assert read is not None
    assert (read.below, read.items) == (None, {})


def test_a_snapshot_that_tells_its_targets_in_words_is_read_as_if_it_had_them_as_numbers():
    body = b'{"period":"2024-Q1","unit":"2024:107","version":1,"label":"q","from":"2023-12-15","to":"2024-03-14","program":"1",'
    cells = '{"CT5":"1/1 dat","CT5a":"1/13 chua_dat","CT5b":"0/0 khong_ap_dung","CT3a":"4","CT1":null,"CT2":"abc","CT4":"1/2/3"}'
    body += b'"resources":"1","schema":1,"declarations":{},"vector":{},"forms":{"DV-04":{"set":null,"cells":{"1":2}},'
    body += f'"CT":{{"set":null,"cells":{cells}}}}}}}'.encode()
    read = snapshots.read(body)
    assert read is not None
    assert list(read.forms) == ["DV-04"]
    assert read.items["CT"] == {
        "CT5": FrozenItem(numerator=1, denominator=1, met=True), "CT5a": FrozenItem(numerator=1, denominator=13, met=False),
        "CT5b": FrozenItem(numerator=0, denominator=0, why="khong_ap_dung"), "CT3a": FrozenItem(numerator=4),
        "CT1": None, "CT2": None, "CT4": None,
    }  # fmt: skip
