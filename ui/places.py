"""Which page stands at which place, and what each role finds in the rail.

A place is a word with its arguments: "record:reception_visit:0190…". A page is loaded when somebody goes there first.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from desktop import registers, units
from desktop.language.texts import t
from desktop.registers.model import Register
from desktop.settings import Settings
from ui.page import Page
from ui.rail import Place, PlaceGroup
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page is found: module, name in it, how many arguments a place of its kind may carry (None is filled in)."""

    module: str
    name: str
    arguments: int = 0
    lasting: bool = True
    rail: str = ""


TARGETS: Final[dict[str, Target]] = {
    "today": Target("ui.today.today_page", "TodayPage"),
    "registers": Target("ui.entries.registers_page", "RegistersPage"),
    "register": Target("ui.entries.register_page", "RegisterPage", 1),
    "new": Target("ui.entries.page_of_record", "record_page", 2, lasting=False, rail="register"),
    "record": Target("ui.entries.page_of_record", "record_page", 2, lasting=False, rail="register"),
    "plan": Target("ui.entries.plan_page", "PlanPage", 1, lasting=False, rail="registers"),
    "import": Target("ui.entries.import_page", "ImportPage", 1, lasting=False, rail="register"),
    "period": Target("ui.reporting.period_page", "PeriodPage", 1, rail="period"),
    "report": Target("ui.reporting.report_page", "ReportPage", 4, rail="report"),
    "packages": Target("ui.reporting.packages_page", "PackagesPage"),
    "inbox": Target("ui.receiving.inbox_page", "InboxPage"),
    "matrix": Target("ui.receiving.matrix_page", "MatrixPage", 1, rail="matrix"),
    "opening": Target("ui.entries.typed_page", "opening_page", 1, lasting=False, rail="registers"),
    "behalf": Target("ui.entries.typed_page", "behalf_page", 3, lasting=False, rail="matrix"),
    "figures": Target("ui.receiving.figures_page", "FiguresPage", 4, lasting=False, rail="figures"),
    "uptake": Target("ui.receiving.uptake_page", "UptakePage", 1, lasting=False, rail="registers"),
    "down": Target("ui.receiving.down_page", "DownPage"),
    "conflicts": Target("ui.entries.conflict_page", "ConflictPage"),
    "duplicates": Target("ui.entries.duplicates_page", "DuplicatesPage", lasting=False),
    "refused": Target("ui.entries.refused_page", "RefusedPage", lasting=False),
    "connect": Target("ui.setup.connect_page", "ConnectPage", lasting=False),
    "mergers": Target("ui.setup.merger_page", "MergerPage", lasting=False),
    "settings": Target("ui.settings.settings_page", "SettingsPage", 1, rail="settings"),
    "person": Target("ui.settings.person_page", "PersonPage", lasting=False),
    "help": Target("ui.help_page", "HelpPage", 1, lasting=False),
}
_OF_REGISTERS: Final = ("register", "new", "record", "import")
# Five registers of the rail before anybody pinned others: the first of these that the person may open.
_BY_ROLE: Final = ("reception_visit", "dialogue", "commitment", "model", "reward", "organisation", "village", "official", "doc_catalog")
_PINNED_MOST: Final = 5


def page_at(session: Session, place: str) -> Page:
    """Make the page of a place. Raises KeyError for a place that there is not."""
    kind, _, rest = place.partition(":")
    target = TARGETS[kind]
    arguments = _arguments(rest, target.arguments)
    if kind in _OF_REGISTERS:
        register_of(arguments[0] or "")
    maker: Callable[..., Any] = getattr(importlib.import_module(target.module), target.name)
    page = maker(session, *arguments)
    assert isinstance(page, Page)
    return page


def _arguments(rest: str, count: int) -> list[str | None]:
    """Split what stands behind the kind of a place; a unit's key keeps its colon, the last argument every one."""
    parts: list[str] = []
    for part in rest.split(":") if rest and count else ():
        if parts and (parts[-1] in units.ERAS or len(parts) == count):
            parts[-1] = f"{parts[-1]}:{part}"
        else:
            parts.append(part)
    return [*(part or None for part in parts), *[None] * (count - len(parts))]


def register_of(code: str) -> Register:
    """Return a register of a place. Raises KeyError for one that there is not."""
    return registers.ALL[code]


def is_lasting(place: str) -> bool:
    """Whether the page of a place is kept with its rows and scroll when one leaves it."""
    return TARGETS[place.partition(":")[0]].lasting


def rail_key(place: str) -> str:
    """Return the line of the rail that a place belongs to."""
    kind, _, rest = place.partition(":")
    if kind in _OF_REGISTERS:
        return f"register:{rest.partition(':')[0]}"
    return TARGETS[kind].rail or kind


def pinned(session: Session, settings: Settings) -> list[Register]:
    """Return the registers of the rail: those that the person pinned, else five by role."""
    seen = {register.code: register for register in session.seen()}
    chosen = [code for code in settings["pinned"] if code in seen] or [code for code in _BY_ROLE if code in seen]
    return [seen[code] for code in chosen[:_PINNED_MOST]]


def groups(session: Session, settings: Settings) -> list[PlaceGroup]:
    """Return the lines of the rail for who is signed in, at this desk."""
    return _upper(session) if session.is_upper else _commune(session, settings)


def _commune(session: Session, settings: Settings) -> list[PlaceGroup]:
    books = [Place(f"register:{one.code}", one.title, one.icon) for one in pinned(session, settings)]
    return [
        PlaceGroup("", (Place("today", t("rail.today"), "sun", "Ctrl+1"),)),
        PlaceGroup(t("rail.books"), (*books, Place("registers", t("rail.registers"), "book-open", "Ctrl+2"))),
        PlaceGroup(
            t("rail.reporting"),
            (
                Place("period", t("rail.period"), "calendar-check", "Ctrl+3"),
                Place("report", t("rail.report"), "file-text", "Ctrl+4"),
                Place("packages", t("rail.packages"), "usb", "Ctrl+5"),
            ),
        ),
    ]


def _upper(session: Session) -> list[PlaceGroup]:
    return [
        PlaceGroup("", (Place("today", t("rail.today"), "sun", "Ctrl+1"),)),
        PlaceGroup(
            t("rail.receiving"),
            (
                Place("inbox", t("rail.inbox"), "inbox", "Ctrl+2"),
                Place("matrix", t("rail.matrix"), "grid-3x3", "Ctrl+3"),
                Place("conflicts", t("rail.conflicts"), "git-compare"),
            ),
        ),
        PlaceGroup(
            t("rail.summing"),
            (
                Place("figures", t("rail.figures"), "chart-column", "Ctrl+4"),
                Place("report", t("rail.report"), "file-text", "Ctrl+5"),
                Place("down", t("rail.down"), "upload", "Ctrl+6"),
            ),
        ),
        PlaceGroup(
            t("rail.own_books", who=units.unit(session.office.identity.unit).type.lower()),
            (Place("registers", t("rail.registers"), "book-open", "Ctrl+7"), Place("period", t("rail.period"), "calendar-check")),
        ),
    ]


def all_places(session: Session) -> list[tuple[Place, str]]:
    """Return every place that the person may go to, with a quieter word on what it is."""
    found = [(place, "") for group in groups(session, Settings.load(session.office.paths.settings)) for place in group.places]
    known = {place.key for place, _ in found}
    more = [(Place(f"register:{one.code}", one.title, one.icon), t("palette.book")) for one in session.seen()]
    more += [
        (Place("conflicts", t("rail.conflicts"), "git-compare"), ""),
        (Place("refused", t("refused.title"), "ban"), ""),
        (Place("settings", t("rail.settings"), "settings"), ""),
        (Place("connect", t("connect.title"), "key-round"), ""),
        (Place("mergers", t("merger.title"), "building-2"), ""),
        (Place("person", session.office.user.name, "user"), t("rail.person")),
        (Place("help:bat-dau", t("rail.help"), "circle-help", "F1"), ""),
    ]
    return found + [one for one in more if one[0].key not in known]
