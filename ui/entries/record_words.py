"""What the page of an entry says of it: its name, its draft, and what saving came to."""

from collections.abc import Callable, Sequence
from datetime import date

from desktop.actions.entry_form import Opened, Saved
from desktop.actions.timeline import when
from desktop.entries.naming import shown_number
from desktop.language.dates import format_date
from desktop.language.texts import t
from desktop.registers.model import Register
from ui.banner import Banner
from ui.widgets.button import Button


def name_of(opened: Opened) -> tuple[str, str]:
    """Return title and subtitle: the number that a new entry will get, or who wrote it and when."""
    record, register, noun = opened.record, opened.register, opened.register.noun
    if record is None:
        number = opened.next_number
        said = t("record.next_number", number=number) if number else t("record.next_waits") if register.numbered else ""
        return t("record.new", noun=noun), said
    if record.status == "nhap":
        return t("record.new", noun=noun), t("record.is_draft")
    number = shown_number(record.book_no)
    name = t("record.numbered", number=number) if number else t("record.waiting") if register.numbered else ""
    noun = noun_of(register)
    title = t("record.existing", noun=f"{noun[:1].upper()}{noun[1:]}", number=name).strip()
    if not record.created.by:
        return title, t("record.came_along")
    return title, t("record.written_by", who=record.created.by, when=when(record.created.at or ""))


def noun_of(register: Register) -> str:
    """Return what the office calls an entry in a sentence about one: "lượt" of a visit."""
    return t("visit.noun") if register.code == "reception_visit" else register.noun


def saved_banner(register: Register, saved: Saved, undo: Callable[[], None]) -> Banner:
    """Return the banner after saving: what, until when an answer is due, and undo; after an erasure what still holds it.

    What did not stay as it was saved, or waits for a choice, is said before all else.
    """
    number, noun = shown_number(saved.record.book_no), noun_of(register)
    if saved.lost:
        return Banner("warn", t("record.lost", fields=_labels(register, saved.lost)))
    if "deleted" in saved.met:
        return Banner("warn", t("record.met_strike", noun=noun), t("record.met_next"))
    if saved.met:
        return Banner("warn", t("record.met", fields=_labels(register, saved.met)), t("record.met_next"))
    if saved.erased:
        files = ", ".join(saved.older_backups)
        older = t("record.older_backups", n=len(saved.older_backups), files=files) if files else ""
        return Banner("ok", t("record.erased_done", noun=noun, number=number), older)
    what = t("record.saved_number", noun=noun, number=number) if number else t("record.saved", noun=noun)
    due = saved.record.values.get("due_reply")
    button = Button(t("record.undo"), "ghost", key="Ctrl+Z")
    button.clicked.connect(undo)
    return Banner("ok", what, t("record.saved_due", day=format_date(str(due))) if due else "", button)


def _labels(register: Register, names: Sequence[str]) -> str:
    return ", ".join(f"“{register.by_name[name].label}”" for name in names if name in register.by_name)


def draft_words(at: str, today: date) -> str:
    """Return since when there is a draft."""
    day = t("record.today") if at[:10] == today.isoformat() else format_date(at[:10])
    return t("record.draft_found", time=clock_time(at), day=day)


def clock_time(at: str) -> str:
    """Return a moment (ISO) as people say it: 8:12."""
    return f"{int(at[11:13])}:{at[14:16]}"
