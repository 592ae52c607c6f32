"""At the district: which tasks of the plan sent down were taken up, and by whom not."""

from desktop.actions import due, packages, plans, records
from desktop.clock import Clock
from tests.factory import valid
from tests.ui.desk import sitting_at
from tests.ui.offices import carry
from ui.entries.register_page import RegisterPage
from ui.receiving.uptake_page import UptakePage
from ui.text_check import cut_texts
from ui.today.due_list import place_of
from ui.widgets.labels import WrappedLabel


def write(office, register, **values):
    def refer(code):
        return write(office, code)

    return records.add(office, register, [(valid(register, refer, **values), None)]).ids[0]


def test_the_district_sees_which_of_its_tasks_the_communes_have_in_their_plans(world, qtbot):
    for office in (world.district, world.commune):
        office.clock = Clock.from_text("2024-12-20T08:00:00")
    plan = write(world.district, "plan_doc", kind="kh_dan_van", horizon_from="2025-01-01", horizon_to="2025-12-31")
    write(world.district, "plan_task", plan_id=plan, section="nv4", content="Đối thoại hai lần", due_on="2025-11-14")
    write(world.district, "plan_task", plan_id=plan, section="nv5", content="Đăng ký mô hình", due_on="2025-03-14")
    carry(world.district, world.commune, world.stick, "2024:03448")
    [asked] = [one for one in due.listing(world.commune) if one.kind == "plan"]
    assert place_of(asked, "2024") == "plan:2025"
    given = {name: write(world.commune, register) for name, register in (("issuer", "organisation"), ("owner", "official"))}
    seen = plans.look(world.commune, 2025, "sent")
    wanted = [line.source for line in seen.lines if line.values["section"] == "nv4"]
    plans.start(world.commune, 2025, "sent", wanted, {**given, "signer": "Pờ Hùng Sang"})
    for written in packages.export(world.commune, world.stick).written:
        packages.receive(world.district, [written.file])
    with sitting_at(world.district, qtbot) as desk:
        desk.show(RegisterPage(desk.session, "plan_doc"))
        desk.press("F8")
        assert desk.places[-1] == "uptake"
        desk.show(UptakePage(desk.session, "2025"))
        rows = [desk.page.table.rows.row(at) for at in range(desk.page.table.rows.rowCount())]
        assert [(row["one"].task["content"], len(row["one"].taken)) for row in rows if row.get("one")] == [
            ("Đối thoại hai lần", 1), ("Đăng ký mô hình", 0),
        ]  # fmt: skip
        said = [one.text() for one in desk.page.findChildren(WrappedLabel) if one.text().startswith("Chưa đưa vào kế hoạch")]
        assert "Pa Vệ Sủ" not in said[0]
        assert "Thu Lũm" in said[0]
        assert cut_texts(desk.frame) == []
