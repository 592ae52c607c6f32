"""The cards of the first page beside what is due."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import registers, units
from desktop.actions.today import RegisterLine, Today
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.reporting.closing import Readiness
from desktop.reporting.lacking import in_short
from desktop.reporting.periods import HAPPENED
from desktop.reporting.verdicts import word
from ui.reporting.states import ORDER, state_sign
from ui.session import Session
from ui.today.due_list import due_sign, place_of
from ui.widgets.badge import Badge
from ui.widgets.boxes import FieldGrid, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fact_line import FactLine, NameLabel
from ui.widgets.icon import Icon
from ui.widgets.labels import elided, label, wrapped
from ui.widgets.meter import Meter

_MISSING = 1
_SILENT = 6
_BOOKS = 5
_NAME, _AMOUNT = 184, 176


def period_card(seen: Today, go: Callable[[], None], *, upper: bool) -> QWidget:
    """The period at hand: its registers, and what nobody has said yet."""
    if seen.period is None:
        empty = Card(t("today.no_period"), icon="calendar-check", note=" ")
        empty.body.addWidget(wrapped(t("today.no_period_upper" if upper else "today.no_period_next"), "quiet"))
        return empty
    found, period = seen.period, seen.period.standing.period
    days = f"{format_date(period.first)} – {format_date(period.last)}"
    button = Button(t("today.to_path") if found.counts or found.ready is None else t("today.to_period"), "ghost", key="F9")
    button.clicked.connect(go)
    if found.counts:
        card = Card(t("today.period", label=period.label), icon="calendar-check", note=days, right=button, gap=4)
        card.body.addLayout(_states(found.counts))
        return card
    badge = Badge(state_sign(found.standing.state))
    card = Card(t("today.period", label=period.label), icon="calendar-check", note=days, right=badge, gap=4)
    for line in found.lines[:_BOOKS]:
        card.body.addWidget(_register_line(line))
    more = found.lines[_BOOKS:]
    if more:
        done = sum(bool(line.state) for line in more)
        card.body.addWidget(elided(t("today.more_books", n=len(more), done=done), "hint"))
    foot = Row(gap=8)
    foot.addWidget(elided(_silent(found.ready), "hint"), 1)
    foot.addWidget(button)
    card.body.addLayout(foot)
    return card


def _states(counts: Mapping[str, int]) -> FieldGrid:
    """How many units stand where, two states a line: the card of a district has no room for more lines."""
    grid = FieldGrid(2, gap=24, line=4)
    for state in (one for one in ORDER if counts.get(one)):
        sign = state_sign(state)
        grid.add(FactLine(sign.icon, _role(sign.kind), sign.text, str(counts[state])))
    grid.end_row()
    return grid


def _silent(ready: Readiness | None) -> str:
    if ready is None:
        return ""
    titles = ", ".join(registers.ALL[code].title for code in ready.undeclared)
    return t("today.silent", titles=titles) if titles else t("today.complete")


def _role(kind: str) -> str:
    return {"plain": "text2", "outline": "hint", "info": "accent"}.get(kind, kind)


def _register_line(line: RegisterLine) -> QWidget:
    holder = QWidget()
    row = Row(holder, gap=12)
    done = line.state == HAPPENED
    row.addWidget(NameLabel(line.title, _NAME))
    row.addWidget(Meter(1.0 if line.state else 0.0, "ok" if done else "hint"), 1)
    row.addWidget(NameLabel(line.amount if done or not line.state else "0", _AMOUNT, "label"))
    icon, role = ("circle-check", "ok") if done else ("circle-minus", "text2") if line.state else ("circle-dashed", "hint")
    row.addWidget(Icon(icon, role, 16))
    return holder


def targets_card(seen: Today, go: Callable[[], None], *, upper: bool) -> QWidget:
    """The targets of the plan; in a commune each with what it still lacks by name, above with how many units met it."""
    met = sum(one["met"] is True for one in seen.targets)
    judged = sum(one["met"] is not None for one in seen.targets)
    card = Card(
        t("today.targets", year=seen.day.year),
        icon="list-checks",
        note=" ",
        right=label(t("today.met", met=met, all=judged), "label"),
        gap=6,
    )
    for item in seen.targets:
        notes = [] if upper else _notes(item)
        card.body.addWidget(FactLine(*_target_icon(item), item["title"], _target_words(item), notes, code=item["code"]))
    more = Button(t("today.see"), "ghost", icon="chart-column")
    more.clicked.connect(go)
    row = Row(gap=0)
    row.addStretch(1)
    row.addWidget(more)
    card.body.addLayout(row)
    return card


def _target_icon(item: Mapping[str, Any]) -> tuple[str, str]:
    if item["met"] is None:
        return "circle-dashed", "hint"
    return ("circle-check", "ok") if item["met"] else ("circle-x", "err")


def _target_words(item: Mapping[str, Any]) -> str:
    if item["met"] is not False:
        return word(item)
    # One unit's target is 0 of 1: what is short of it says more.
    short = next((part for part in item["parts"] if part["met"] is False), item) if item["denominator"] == 1 else item
    return f"{short['numerator']}/{short['denominator']}"


def _notes(item: Mapping[str, Any]) -> list[str]:
    """What a target lacks, by name: one place, and how many more there are."""
    texts = in_short([item], names_first=True)
    return texts if len(texts) <= _MISSING else [*texts[:_MISSING], t("today.more_missing", n=len(texts) - _MISSING)]


def sending_card(seen: Today, session: Session) -> QWidget:
    """What waits for the superior, what it acknowledged, what it sent back, and the last copy."""
    parent = units.parent_of(session.office.identity.unit)
    who = units.unit(parent).type if parent else ""
    card = Card(t("today.sending", who=who.lower()), icon="usb", note=" ", gap=4)
    waiting = seen.waiting
    if waiting is not None:
        known = waiting.acknowledged
        if known is None:
            card.body.addWidget(FactLine("circle-dashed", "hint", t("today.never_known", who=who)))
        else:
            text = t("today.known", who=who, n=known.number) if known.number else t("today.known_plain", who=who)
            card.body.addWidget(FactLine("circle-check", "ok", text, _day(known.at)))
        if waiting.changes:
            since = t("today.since", day=_day(waiting.since)) if waiting.since else ""
            card.body.addWidget(FactLine("hourglass", "held", t("today.waiting", n=waiting.changes), since))
        else:
            card.body.addWidget(FactLine("circle-check", "ok", t("today.nothing_waits")))
        for said in waiting.lacking:
            card.body.addWidget(FactLine("triangle-alert", "warn", said))
    if seen.returned:
        see = Button(t("today.see"), "ghost", key="F8")
        see.clicked.connect(lambda: session.go(place_of(seen.returned[0], session.office.identity.era)))
        card.body.addWidget(FactLine("undo-2", "warn", t("today.returned", who=who, n=len(seen.returned)), see))
    card.body.addWidget(_backup(seen))
    return card


def _backup(seen: Today) -> QWidget:
    if seen.last_backup is None:
        return FactLine("shield-check", "hint", t("today.no_backup"))
    return FactLine("shield-check", "ok", t("today.backup", day=f"{format_date(seen.last_backup[:10])} {seen.last_backup[11:16]}"))


def _day(moment: str | None) -> str:
    return format_date(moment[:10])[:5] if moment else ""


def silent_card(seen: Today, session: Session) -> QWidget:
    """The units that have not sent a period that is over: to be telephoned."""
    found, known = seen.silent, session.office.directory
    card = Card(t("today.silent_units", n=len(found)), icon="phone", note=" ", gap=4)
    for one in found[:_SILENT]:
        title = known.unit(one.item.unit).title if one.item.unit else one.item.text
        card.body.addWidget(FactLine("phone", "text2", title, Badge(due_sign(one))))
    if len(found) > _SILENT:
        names = ", ".join(known.unit(one.item.unit).name for one in found[_SILENT:] if one.item.unit)
        card.body.addWidget(wrapped(names, "quiet"))
    if not found:
        card.body.addWidget(wrapped(t("today.all_sent" if seen.period else "today.nothing_asked"), "quiet"))
    return card


def receiving_card(seen: Today, session: Session) -> QWidget:
    """What waits at a receiving desk: packages held back, and what has to go down."""
    card = Card(t("today.inbox"), icon="inbox", note=" ", gap=4)
    for file in seen.held:
        card.body.addWidget(FactLine("hourglass", "held", t("today.inbox_held", file=file)))
    if not seen.held:
        card.body.addWidget(wrapped(t("today.inbox_none"), "quiet"))
    card.body.addWidget(label(t("today.below"), "section"))
    for one in seen.below[:_SILENT]:
        card.body.addWidget(FactLine("usb", "accent", one.title, "", [", ".join(one.what)]))
    if not seen.below:
        card.body.addWidget(wrapped(t("today.below_none"), "quiet"))
    card.body.addWidget(_backup(seen))
    return card
