"""The question before an entry turns into a denunciation: what is erased for good, and the typed word.

Luật Tố cáo 2018, Quyết định 774/QĐ-TTg. What follows cannot be undone, so it is the one question that asks for a word.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.actions import backup
from desktop.actions.listing import is_secret
from desktop.entries.naming import shown_number
from desktop.entries.record import Record
from desktop.language.texts import t
from desktop.office import Office
from desktop.registers.model import Register
from ui.dialogs import Question, ask


def ask_to_turn(
    page: QWidget, office: Office, register: Register, record: Record | None, row: Mapping[str, Any], go_on: Callable[[], None]
) -> None:
    """Go on at once, or after the typed word where saving this row erases what was saved before."""
    if record is None or record.status == "nhap" or not is_secret(register, row) or is_secret(register, record.values):
        go_on()
        return
    older = len(backup.listing(office))
    moves = register.erasure is not None and register.erasure.moves_to
    noun, number = t("visit.noun") if register.code == "reception_visit" else register.noun, shown_number(record.book_no)
    question = Question(
        t("visit.erase_title", noun=noun, number=number),
        t("visit.move_body" if moves else "visit.erase_body", noun=noun),
        t("visit.move" if moves else "visit.erase"),
        note=t("visit.erase_note", n=older) if older else t("visit.erase_note_plain"),
        danger=True,
        typed=t("visit.erase_word"),
        typed_label=t("visit.erase_typed"),
    )
    ask(page, question, go_on)
