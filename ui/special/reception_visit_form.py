"""The form of a reception visit: one screen, eight key presses, and nothing about a denunciation but figures.

Luật Tố cáo 2018, Quyết định 774/QĐ-TTg: of a denunciation neither person nor content stands in this program; what was
typed is cleared after asking, what was saved is erased after a typed word. Luật Tiếp công dân 2013, điều 28: the day
until which an answer is due is counted while one writes.
"""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import registers
from desktop.actions import visits
from desktop.actions.entry_form import Opened, Preview, Saved
from desktop.actions.visits import Earlier, OpenedVisit
from desktop.language.texts import t
from desktop.office import Office
from ui.banner import Banner
from ui.dialogs import Question, ask
from ui.entries.editors import Shape
from ui.entries.record_form import RecordForm
from ui.entries.record_page import RecordPage
from ui.session import Session
from ui.widgets.boxes import Columns, FieldGrid, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.labels import label, wrapped
from ui.widgets.list_field import ListField
from ui.widgets.option import Option

SECRET = "to_cao"
CROWD = "a_crowd_sends_few_representatives"
PERSON = ("citizen_name", "village_id", "citizen_address")
HIDDEN = (*PERSON, "content", "prior_body", "refusal_reason")
FOLLOW = ("prev_visit_id", "case_key", "handling_doc_no", "target_body", "vuot_cap", "result_track", "note")
ORDER = (
    "session_id", "subject_kind", "category", "is_first", "people_count", "rep_count", *PERSON, "content", "in_competence", "handling",
    "refusal_reason", "prior_body", "replied_on", *FOLLOW,
)  # fmt: skip


class VisitPage(RecordPage):
    """Writes one visit."""

    help_topic = "tiep-cong-dan"

    def __init__(self, session: Session, record: str | None = None) -> None:
        self._kind_before: Any = None
        self._address = ""
        self._earlier: Earlier | None = None
        super().__init__(session, registers.ALL[visits.CODE], record, gap=8)
        self.key("F6", self.link.click, t("visit.link"))

    def make_form(self) -> RecordForm:
        self.session_list = ListField((), " ")
        shapes = {
            "session_id": Shape(editor=self.session_list),
            "subject_kind": Shape(room=400),
            "is_first": Shape(room=190),
            "in_competence": Shape(room=190),
            "village_id": Shape(wanted=True),
            "prior_body": Shape(placeholder=t("visit.empty_if_none")),
            "result_track": Shape(height=56),
            "note": Shape(height=56),
        }
        return RecordForm(self._session.office, self.register, self.on_typed, shapes)

    def order(self) -> list[Any]:
        return [self.form.fields[name] for name in ORDER]

    def fill_body(self) -> None:
        row = Row(gap=8)
        row.addWidget(label(t("visit.session"), "label"))
        row.addWidget(self.session_list, 3)
        self._session_hint = label(t("visit.session_hint"), "quiet")
        row.addWidget(self._session_hint, 1)
        self.body.addLayout(row)
        # The list stands in the row above; its field is there for value and messages alone.
        self.form.fields["session_id"].setParent(self)
        self.form.fields["session_id"].hide()
        cards = Columns()
        cards.left.addWidget(self._matter())
        cards.left.addWidget(self._person())
        cards.right.addWidget(self._handled())
        cards.right.addWidget(self._repeat())
        self.body.addLayout(cards)
        self.body.addWidget(self._follow())
        self.body.addStretch(1)

    def _grid(self, columns: int, *parts: tuple[str, int]) -> FieldGrid:
        grid = FieldGrid(columns)
        for name, span in parts:
            grid.add(self.form.fields[name], span)
        grid.end_row()
        return grid

    def _matter(self) -> Card:
        card = Card(t("visit.matter"))
        parts = (("subject_kind", 24), ("category", 12), ("is_first", 12), ("people_count", 5), ("rep_count", 10), ("group_type", 9))
        card.body.addLayout(self._grid(24, *parts))
        return card

    def _person(self) -> Card:
        card = Card(t("visit.person"))
        card.body.addLayout(self._grid(10, ("citizen_name", 6), ("village_id", 4), ("citizen_address", 10)))
        self._secret = _SecretBanner("err", t("visit.secret"), t("visit.secret_next"))
        self._closed = wrapped(t("visit.secret_closed"), "quiet")
        for part in (self._secret, self._closed):
            part.hide()
            card.body.addWidget(part)
        return card

    def _handled(self) -> Card:
        self._handled_card = Card(t("visit.handled"))
        body = self._handled_card.body
        body.addLayout(self._grid(2, ("content", 2), ("in_competence", 1), ("handling", 1), ("refusal_reason", 2)))
        self._due_row, self._reply_row = Row(gap=12), Row(gap=12)
        for name in ("due_reply", "prior_body"):
            self._in_row(self._due_row, name)
        self._in_row(self._reply_row, "replied_on")
        self._reply_room = QWidget()
        self._reply_row.addWidget(self._reply_room, 1)
        body.addLayout(self._due_row)
        body.addLayout(self._reply_row)
        return self._handled_card

    def _in_row(self, row: Row, name: str) -> None:
        """Put a field at the end of a row, as wide as the others of it."""
        field = self.form.fields[name]
        policy = field.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        field.setSizePolicy(policy)
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def _repeat(self) -> QWidget:
        self._repeat_row = QWidget()
        row = Row(self._repeat_row, gap=8)
        row.addWidget(Icon("users"))
        self._came = wrapped("", "label")
        row.addWidget(self._came, 1)
        self.link = Button(t("visit.link"), "ghost", key="F6")
        self.link.clicked.connect(self._link)
        row.addWidget(self.link)
        self._repeat_row.hide()
        return self._repeat_row

    def _follow(self) -> Card:
        self._follow_card = Card(t("visit.follow"))
        parts = (
            ("prev_visit_id", 5),
            ("case_key", 4),
            ("vuot_cap", 3),
            ("handling_doc_no", 6),
            ("target_body", 6),
            ("result_track", 6),
            ("note", 6),
            ("due_basis", 12),
        )
        self._follow_card.body.addLayout(self._grid(12, *parts))
        return self._follow_card

    def read_work(self, office: Office) -> Opened:
        return visits.open_visit(office, self.record_id or None, self._copy_of)

    def save_work(self, office: Office, record: str, values: dict[str, Any], heads: tuple[str, ...]) -> Saved:
        return visits.save(office, record, values, heads)

    def preview_work(self, office: Office, values: dict[str, Any]) -> Preview:
        return visits.preview(office, values, self.record_id or None)

    def on_opened(self, opened: Opened) -> None:
        # Of a visit already written nothing was chosen; the label keeps its room.
        self._session_hint.setText("" if self.record_id else t("visit.session_hint"))
        choice = cast(OpenedVisit, opened).sessions
        self.session_list.set_options([Option(one.id, one.name) for one in choice.offers])
        self._kind_before = opened.values.get("subject_kind")
        self._address, self._earlier = "", None
        self._repeat_row.hide()
        self._show_secret(self._kind_before == SECRET)
        self._say_due(opened.values, None)

    def on_row(self, changed: str) -> None:
        row = self.form.row()
        kind = row.get("subject_kind")
        self._show_secret(kind == SECRET)
        self._say_due(row, None)
        if changed in ("subject_kind", ""):
            if kind == SECRET and self._kind_before != SECRET and not self._is_saved and self._typed_names():
                # After the digit that chose it has gone its way to the next field.
                QTimer.singleShot(0, self, self._ask_to_forget)
            else:
                self._kind_before = kind
        if changed == "village_id" and row.get("village_id"):
            self._fill_address(str(row["village_id"]), row.get("citizen_address"))

    def on_preview(self, seen: Preview) -> None:
        row = self.form.row()
        self._say_due(row, seen)
        crowd = next((rule for rule in seen.warnings if rule.name == CROWD), None)
        most = visits.representatives(self._session.office, row, seen.event_date) if crowd else None
        if crowd is not None and most is not None and not self.form.fields["rep_count"].is_bad:
            self.form.fields["rep_count"].say(t("visit.at_most", n=most), tone="warn", full=crowd.sentence)
        self._look_for_earlier(row)

    def _say_due(self, row: Mapping[str, Any], seen: Preview | None) -> None:
        """Say why no day for the answer stands there; a day itself is shown by the form."""
        due = self.form.fields["due_reply"]
        if row.get("subject_kind") == SECRET:
            due.shut("read")
            due.set_value(t("visit.in_secret_book"))
        elif not row.get("handling"):
            due.set_value(None)
            due.shut("closed", t("visit.when_handled"))
        else:
            due.shut("read")
            if seen is not None and seen.computed.get("due_reply") is None:
                due.set_value(t("visit.no_reply_due"))

    @property
    def _is_saved(self) -> bool:
        record = self._opened.record if self._opened else None
        return record is not None and record.status != "nhap"

    def _show_secret(self, secret: bool) -> None:
        fields, row = self.form.fields, self.form.row()
        for name in HIDDEN:
            fields[name].setVisible(not secret and (name != "refusal_reason" or row.get("handling") == "tu_choi"))
        self._secret.setVisible(secret)
        self._closed.setVisible(secret)
        self._follow_card.setVisible(not secret and self._is_saved)
        self._place_reply(secret=secret)
        assert self._handled_card.title is not None
        self._handled_card.title.setText(t("visit.handled_secret") if secret else t("visit.handled"))

    def _place_reply(self, *, secret: bool) -> None:
        """The day of the answer stands beside the last day for it, once nothing else stands there."""
        reply, row = self.form.fields["replied_on"], self._due_row if secret else self._reply_row
        if row.indexOf(reply) < 0:
            (self._reply_row if secret else self._due_row).removeWidget(reply)
            if secret:
                self._in_row(row, "replied_on")
            else:
                row.insertWidget(0, reply, 1, Qt.AlignmentFlag.AlignTop)
        reply.setVisible(secret or self._is_saved)
        self._reply_room.setVisible(self._is_saved and not secret)
        self.form.fields["due_reply"].set_hint("" if secret else self.register.by_name["due_reply"].hint)

    def _typed_names(self) -> list[str]:
        """Labels of the private fields that hold something."""
        row, group = self.form.row(), self.register.erasure.groups if self.register.erasure else ()
        return [one.label for one in self.register.fields if one.group in group and row.get(one.name) not in (None, False)]

    def _ask_to_forget(self) -> None:
        question = Question(
            t("visit.forget_title", fields=", ".join(self._typed_names())),
            t("visit.forget_body"),
            t("visit.forget"),
            safe=t("visit.keep_kind"),
        )
        ask(self, question, self._forget, self._keep_kind)

    def _forget(self) -> None:
        groups = self.register.erasure.groups if self.register.erasure else ()
        self.form.fill({one.name: None for one in self.register.fields if one.group in groups})
        self._kind_before = SECRET
        self.drafts.touch()
        self.drafts.keep()  # a draft on the disk must not hold it any longer either
        self.chain.go_on(self.form.fields["subject_kind"])

    def _keep_kind(self) -> None:
        self.form.fields["subject_kind"].set_value(self._kind_before)
        self.form.fields["subject_kind"].setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_address(self, village: str, typed: object) -> None:
        """The address follows the village until somebody types another one over it."""
        if typed and typed != self._address:
            return
        self._address = visits.address_of(self._session.office, village)
        field = self.form.fields["citizen_address"]
        field.set_value(self._address)
        field.say()

    def _look_for_earlier(self, row: dict[str, Any]) -> None:
        name, village = str(row.get("citizen_name") or ""), row.get("village_id")
        if self._is_saved or row.get("prev_visit_id") or row.get("subject_kind") == SECRET:
            self._show_earlier(None)
            return
        self._session.read(self, lambda office: visits.earlier(office, name, village, self.drafts.id), self._show_earlier)

    def _show_earlier(self, found: Earlier | None) -> None:
        self._earlier = found
        self._repeat_row.setVisible(found is not None)
        if found is not None:
            category = f"{found.category[:1].lower()}{found.category[1:]}"
            self._came.setText(
                t("visit.came_before", name=found.name, n=found.times, number=found.number, day=found.day, category=category)
            )

    def _link(self) -> None:
        found = self._earlier
        if found is None:
            return
        self.form.fields["is_first"].set_value("nhieu_lan")
        key = found.case_key or f"{found.day[-4:]}/{found.number}"
        self.form.fill({"prev_visit_id": found.id, "case_key": key})
        self._repeat_row.hide()
        self.on_typed("case_key")
        self.say(t("visit.linked", number=found.number, day=found.day), icon="check")


class _SecretBanner(Banner):
    """A banner inside a card: as high as its words are at its width, so that the page need not scroll for it."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))
