"""A picture of every page on the sample data, and a check that nothing in it is cut: `python -m ui.pictures OUT DEMO`.

Law: pictures are taken at the room that a 1366×768 laptop at 125 % really leaves, 1093×534. Every page in the light
theme; a chosen set in the dark and the high-contrast one and with letters of 125 %. The sample homes are copied first
and stay as they were made. Ends with 1 when something is cut, failed or could not be opened, and names it.
"""

import argparse
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.actions import agencies, lookup
from desktop.actions.lookup import Ask
from desktop.actions.table_export import export_table
from desktop.clock import Clock
from desktop.entries.record import NEWEST_FIRST
from desktop.language.texts import t
from desktop.office import Office
from desktop.paths import Paths
from ui import theme
from ui.app import make_application
from ui.command_palette import CommandPalette
from ui.dialogs import Dialog, Question, ask
from ui.entries.import_page import ImportPage
from ui.entries.record_page import RecordPage
from ui.entries.register_page import RegisterPage
from ui.frame import CANVAS
from ui.receiving.figures_page import INDICATORS, TARGETS, FiguresPage
from ui.receiving.inbox_page import InboxPage
from ui.reporting.packages_page import PackagesPage
from ui.setup import sample
from ui.setup.setup_wizard import SetupWizard
from ui.text_check import cut_texts
from ui.tokens import Tokens
from ui.window import Window

PERIOD: Final = "2024-Q1"
LOOKS: Final = {"toi": Tokens("dark"), "tuong-phan": Tokens("contrast"), "chu-125": Tokens(percent=125)}
_PASSWORD: Final = "đường lên Nậm Sẻ"
_PATIENCE_MS: Final = 20
# Name of the picture → place; `{visit}` and the like are records of the sample.
COMMUNE: Final = {
    "hom-nay": "today",
    "tat-ca-so": "registers",
    "so-tiep-dan": "register:reception_visit",
    "so-phien": "register:reception_session",
    "so-doi-thoai": "register:dialogue",
    "so-khen-thuong": "register:reward",
    "so-thon-ban": "register:village",
    "ghi-luot-tiep": "new:reception_visit",
    "luot-tiep": "record:reception_visit:{reception_visit}",
    "doi-thoai": "record:dialogue:{dialogue}",
    "cam-ket": "record:commitment:{commitment}",
    "mo-hinh": "record:model:{model}",
    "ghi-khen-thuong": "new:reward",
    "ky": f"period:{PERIOD}",
    "bao-cao": f"report:{PERIOD}",
    "gui-nhan-goi": "packages",
    "mau-thuan": "conflicts",
    "tu-choi": "refused",
    "ghi-trung": "duplicates",
    "ket-noi": "connect",
    "sap-nhap": "mergers",
    "nguoi": "person",
    "so-dau-ky": "opening:DV-05",
    "chi-tieu": f"figures:{PERIOD}",
    "chi-so": f"figures:{PERIOD}::{INDICATORS}",
    "so-lieu": f"figures:{PERIOD}::DV-05",
    "lap-ke-hoach": "plan",
    "huong-dan": "help:bat-dau",
    "cai-dat": "settings",
    "cai-dat-nguoi": "settings:people",
    "cai-dat-sao-luu": "settings:backup",
    "cai-dat-may-in": "settings:printer",
    "cai-dat-ky": "settings:periods",
    "cai-dat-khoa": "settings:keys",
    "gioi-thieu": "settings:about",
}
OPEN: Final = {"ky-dang-mo": f"period:{PERIOD}", "hom-nay-ky-dang-mo": "today"}
"""Of the commune that has not closed."""
DISTRICT: Final = {
    "hom-nay": "today",
    "goi-den": "inbox",
    "tinh-hinh-nop": f"matrix:{PERIOD}",
    "so-lieu": f"figures:{PERIOD}",
    "so-lieu-xa": f"figures:{PERIOD}:2024:03448",
    "chi-tieu": f"figures:{PERIOD}::{TARGETS}",
    "chi-so": f"figures:{PERIOD}::{INDICATORS}",
    "ky": f"period:{PERIOD}",
    "tiep-nhan-ke-hoach": "uptake",
    "bao-cao": f"report:{PERIOD}",
    "nhap-thay": f"behalf:{PERIOD}:03457",
    "cai-dat-don-vi": "settings:units",
    "gui-xuong": "down",
    "mau-thuan": "conflicts",
    "tat-ca-so": "registers",
    "so-tiep-dan": "register:reception_visit",
    "ket-noi": "connect",
    "sap-nhap": "mergers",
}
CHOSEN: Final = ("hom-nay", "so-tiep-dan", "ghi-luot-tiep", "ky", "tinh-hinh-nop", "so-lieu", "goi-den", "cai-dat", "gui-nhan-goi")


class Camera:
    """Takes the pictures and keeps what was wrong in them."""

    def __init__(self, out: Path, application: QApplication) -> None:
        self._out, self._application = out, application
        self.faults: list[str] = []
        self._now = ""
        sys.excepthook = lambda kind, error, _: self.faults.append(f"{self._now}: {_last_line(error) or kind.__name__}")

    def settle(self, window: Window) -> None:
        """Wait until all work was answered and everything has its place."""
        for _ in range(3):
            while window.tasks.busy:
                self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _PATIENCE_MS)
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _PATIENCE_MS)

    def take(self, window: Window, name: str) -> None:
        """Take one picture and look for what is cut."""
        self._now = name
        self.settle(window)
        self.faults += [f"{name}: {fault}" for fault in cut_texts(window)]
        window.grab().save(str(self._out / f"{name}.png"))

    def failed(self, name: str, error: BaseException) -> None:
        """Keep that a page could not be shown."""
        self.faults.append(f"{name}: {_last_line(error)}")


def _last_line(error: BaseException) -> str:
    where = traceback.extract_tb(error.__traceback__)
    spot = f" ({Path(where[-1].filename).name}:{where[-1].lineno})" if where else ""
    return f"{type(error).__name__}: {error}{spot}"


@contextmanager
def opened(paths: Paths, clock: Clock) -> Iterator[Window]:
    """A window of the real room over a home."""
    window = Window(paths, clock, clock_stands=True)
    window.setWindowState(window.windowState() & ~window.windowState().WindowMaximized)
    window.start()
    window.show()
    window.resize(CANVAS)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents()


def take_start(camera: Camera, home: Paths, clock: Clock) -> None:
    """First start, the four steps, signing in."""
    with opened(home, clock) as window:
        camera.take(window, "01-lan-dau-mo")
        window.show_wizard()
        wizard = window.page
        assert isinstance(wizard, SetupWizard)
        wizard.unit.box.setText("muong te")
        camera.settle(window)
        wizard.unit.search("muong te")
        wizard.unit.table.go_to(2)
        camera.take(window, "02-don-vi")
        wizard.next_button.click()
        camera.take(window, "02-nguoi-dung")
        wizard.user.name.set_value("Lò Thị Ún")
        for edit in (wizard.user.password, wizard.user.again):
            edit.setText(_PASSWORD)
        wizard.next_button.click()
        camera.take(window, "03-ma-khoi-phuc")
        for number, line in zip((3, 6), wizard.code.typed, strict=True):
            line.setText(wizard.code.group(number))
        wizard.next_button.click()
        camera.take(window, "03-phieu-ket-noi")
    with opened(home, clock) as window:
        camera.take(window, "03-dang-nhap")


def take_office(camera: Camera, who: str, paths: Paths, places: dict[str, str], packages: Path) -> None:
    """Every page of one desk, then the chosen ones in the other looks."""
    clock = sample.clock()
    with opened(paths, clock) as window:
        window.open(sample.sign_in(paths, clock))
        main = window.main
        assert main is not None
        found = _records(main.session.office, places)
        theme.theme().apply(Tokens())
        for name, place in places.items():
            _take_place(camera, window, f"{who}-{name}", place, found)
        if places is OPEN:
            return
        _take_palette(camera, window, f"{who}-ctrl-k")
        _take_scenes(camera, window, who, packages)
        _take_dialogs(camera, window, who)
        for tail, look in LOOKS.items():
            theme.theme().apply(look)
            for name in (one for one in CHOSEN if one in places):
                _take_place(camera, window, f"{who}-{name}-{tail}", places[name], found)
            _take_palette(camera, window, f"{who}-ctrl-k-{tail}")
        theme.theme().apply(Tokens())
        if main.session.is_upper:
            _take_changed(camera, window, who)  # the last: it leaves an agency more
        else:
            _take_visit(camera, window, who)  # the last: it leaves drafts
            _take_forms(camera, window, who)


def _records(office: Office, places: dict[str, str]) -> dict[str, str]:
    """Find the newest record of each register that a place asks for."""
    wanted = [place.split(":")[1] for place in places.values() if place.startswith("record:")]
    found = {code: lookup.listing(office, code, Ask(order=NEWEST_FIRST, limit=1)).records for code in wanted}
    return {code: one[0].id for code, one in found.items() if one}


def _take_place(camera: Camera, window: Window, name: str, place: str, found: dict[str, str]) -> None:
    main = window.main
    assert main is not None
    try:
        main.go(place.format_map(found))
        camera.take(window, name)
    except (ImportError, AttributeError, KeyError, TypeError, AssertionError) as error:
        camera.failed(name, error)


def _take_scenes(camera: Camera, window: Window, who: str, packages: Path) -> None:
    """What a page shows only after somebody did something."""
    main = window.main
    assert main is not None
    main.go("inbox" if main.session.is_upper else "packages")
    page = main.page
    if isinstance(page, InboxPage):
        page.inbox.look_at(packages)
        camera.take(window, f"{who}-goi-den-co-goi")
    elif isinstance(page, PackagesPage):
        page.take.click()
        for asked in window.findChildren(QFileDialog):
            asked.reject()
        page.inbox.look_at(packages)
        camera.take(window, f"{who}-nhap-goi")
        next(act for key, _, act in page.shortcuts if key == "Esc")()  # back to the list
        _take_export(camera, window, who, page)
        _take_import(camera, window, who)
    main.go("person")
    question = Question(t("person.delete_title"), t("person.delete_body"), t("person.sample_delete"), danger=True)
    dialog = ask(main, question, lambda: None)
    camera.take(window, f"{who}-hoi-truoc-khi-xoa")
    dialog.close_up()


def _take_dialogs(camera: Camera, window: Window, who: str) -> None:
    """Figures with those of other days beside them; what is asked before a book and Excel, and before another period."""
    main = window.main
    assert main is not None
    main.go(f"figures:{PERIOD}::DV-05")
    camera.settle(window)
    page = main.page
    assert isinstance(page, FiguresPage)
    page.wide.set_value(True)
    page.wide.changed.emit()
    camera.take(window, f"{who}-so-lieu-luy-ke-cung-ky")
    for place, key, name in (("register:dialogue", "", "excel"), (f"period:{PERIOD}", "F4", "ky-khac")):
        main.go(place)
        camera.settle(window)
        page = main.page
        assert page is not None
        if isinstance(page, RegisterPage):
            page.bar.sheet_asked.emit()
        else:
            next(act for asked, _, act in page.shortcuts if asked == key)()
        camera.take(window, f"{who}-{name}")
        for dialog in (one for one in window.findChildren(Dialog) if one.isVisible()):
            dialog.close_up()


def _take_changed(camera: Camera, window: Window, who: str) -> None:
    """What an upper desk's pages of a closed period say when something below them changed."""
    main = window.main
    assert main is not None
    agencies.add(main.session.office, {"name": "Phòng Tư pháp", "kind": "phong"})
    for name, place in {"ky": f"period:{PERIOD}", "bao-cao": f"report:{PERIOD}", "so-lieu": f"figures:{PERIOD}"}.items():
        _take_place(camera, window, f"{who}-{name}-da-thay-doi", place, {})


def _take_forms(camera: Camera, window: Window, who: str) -> None:
    """The empty form of every register that the person may open."""
    main = window.main
    assert main is not None
    for register in main.session.seen():
        _take_place(camera, window, f"{who}-bieu-nhap-{register.code}", f"new:{register.code}", {})


def _take_export(camera: Camera, window: Window, who: str, page: PackagesPage) -> None:
    """The package written, and what is said of it."""
    with tempfile.TemporaryDirectory() as folder:
        camera.settle(window)
        page.send.click()
        page.export.remember(Path(folder))
        page.export.start()
        camera.take(window, f"{who}-ghi-goi-xong")


def _take_import(camera: Camera, window: Window, who: str) -> None:
    """The villages' own table looked at before it is brought back."""
    main = window.main
    assert main is not None
    main.go("import:village")
    page = main.page
    assert isinstance(page, ImportPage)
    for asked in window.findChildren(QFileDialog):
        asked.reject()
    with tempfile.TemporaryDirectory() as folder:
        page.look_at(export_table(main.session.office, "village", Path(folder) / "thon-ban.xlsx").file)
        camera.take(window, f"{who}-nhap-tu-excel")


def _take_visit(camera: Camera, window: Window, who: str) -> None:
    """A visit with its mistakes, then as a denunciation, of which neither person nor matter is written."""
    main = window.main
    assert main is not None
    main.go("new:reception_visit")
    camera.settle(window)
    page = main.page
    assert isinstance(page, RecordPage)
    page.save(then_next=False)
    camera.take(window, f"{who}-ghi-luot-tiep-loi")
    main.go("new:reception_visit")
    camera.settle(window)
    page = main.page
    assert isinstance(page, RecordPage)
    page.form.fields["subject_kind"].editor.set_value("to_cao")
    page.on_typed("subject_kind")
    camera.take(window, f"{who}-ghi-luot-tiep-to-cao")


def _take_palette(camera: Camera, window: Window, name: str) -> None:
    main = window.main
    assert main is not None
    main.search()
    palette = next(one for one in main.window().findChildren(CommandPalette) if one.isVisible())
    palette.line.setText("giang a")
    palette.look_now()
    camera.take(window, name)
    palette.close_up()


def main(arguments: list[str]) -> int:
    """Take all pictures; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m ui.pictures", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="folder of the pictures; it is made")
    parser.add_argument("demo", type=Path, help="sample data, as `python -m desktop demo DEMO` makes them")
    told = parser.parse_args(arguments)
    told.out.mkdir(parents=True, exist_ok=True)
    application = make_application(["SoDanVan"])
    camera = Camera(told.out, application)
    with tempfile.TemporaryDirectory() as folder:
        take_start(camera, Paths(Path(folder) / "start"), sample.clock())
        for who, unit, places in (("xa", sample.COMMUNE, COMMUNE), ("xa", sample.OPEN, OPEN), ("huyen", sample.DISTRICT, DISTRICT)):
            home = Path(folder) / unit
            shutil.copytree(told.demo / "homes" / unit, home)
            take_office(camera, who, Paths(home), places, told.demo / "packages")
    for fault in camera.faults:
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"{len(list(told.out.glob('*.png')))} pictures in {told.out}\n")
    return 1 if camera.faults else 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1.25")
    sys.exit(main(sys.argv[1:]))
