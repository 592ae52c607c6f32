"""Mock pages without any business: the parts side by side, the visit form, a list, a path, a question."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.jobs import Progress
from ui import theme
from ui.banner import Banner
from ui.dialogs import Question
from ui.page import Page
from ui.rail import Place, PlaceGroup
from ui.widgets.badge import Badge, Sign
from ui.widgets.boxes import Columns, FieldGrid, Row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chain import Chain
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.icon import Icon
from ui.widgets.labels import elided, label, wrapped
from ui.widgets.line_edit import LineEdit
from ui.widgets.list_field import ListField
from ui.widgets.meter import Meter
from ui.widgets.multi_choice import MultiChoice, MultiPick
from ui.widgets.number_edit import NumberEdit
from ui.widgets.option import Option, matching
from ui.widgets.paged_model import Column as TableColumn
from ui.widgets.path_strip import PathStrip
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.search_box import SearchBox
from ui.widgets.search_field import SearchField
from ui.widgets.table import Table
from ui.widgets.text_area import TextArea

DAY = date(2024, 3, 25)


def today() -> date:
    return DAY


def options(*labels: str) -> list[Option]:
    return [Option(str(at + 1), text) for at, text in enumerate(labels)]


KINDS = options("Khiếu nại", "Tố cáo", "Kiến nghị", "Phản ánh", "Khác")
FIELDS = options("Đất đai", "Môi trường", "Chế độ, chính sách", "An sinh xã hội", "Cán bộ, công chức", "Tư pháp", "Khác")
WAYS = options("Thụ lý", "Trả lại đơn", "Chuyển đơn", "Hướng dẫn", "Giải thích", "Lưu đơn")
VILLAGES = options("Seo Thèn A", "Seo Thèn B", "Chà Gì", "Pá Hạ", "Thò Ma", "Sín Chải A", "Sín Chải B", "Phí Chi A", "Khoang Thèn", "Đo Lé")

GROUPS = (
    PlaceGroup("", (Place("today", "Hôm nay", "sun"),)),
    PlaceGroup(
        "Sổ hay dùng",
        (
            Place("visits", "Tiếp công dân", "users"),
            Place("dialogues", "Đối thoại", "message-circle"),
            Place("commitments", "Cam kết, lời hứa", "handshake"),
            Place("models", "Dân vận khéo", "flag"),
            Place("rewards", "Khen thưởng", "award"),
            Place("books", "Tất cả sổ", "book-open", "Ctrl+2"),
        ),
    ),
    PlaceGroup(
        "Báo cáo và gửi",
        (
            Place("period", "Kỳ báo cáo", "calendar-check", "Ctrl+3"),
            Place("report", "Báo cáo, in", "file-text", "Ctrl+4"),
            Place("packages", "Gửi, nhận gói", "usb", "Ctrl+5"),
        ),
    ),
    PlaceGroup("Trống", ()),
)


class PartsPage(Page):
    """All parts beside each other, as `00`."""

    def __init__(self) -> None:
        super().__init__("Bảng mẫu", "các phần dùng chung", scroll=True)
        self.body.addWidget(self._fields())
        self.body.addWidget(self._buttons())
        self.strip.show()
        grid = FieldGrid(1 if theme.look().one_column else 2, gap=12, line=8)
        grid.add(Banner("ok", "Đã lưu lượt số 24", "Hạn trả lời 08/04/2024.", Button("Hoàn tác", "ghost", key="Ctrl+Z")))
        grid.add(Banner("warn", "Đồng hồ máy lùi về 01/01/2009", "Chọn ngày đúng trước khi ghi.", Button("Chọn ngày", key="F2")))
        grid.add(Banner("held", "Giữ lại 12 thay đổi của Ka Lăng", "Còn thiếu đoạn 14–15. Có thì tự vào."))
        grid.add(Banner("err", "Không ghi được lên USB", "Còn trống 12 KB, cần 38 KB.", Button("Ghi lại")))
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _fields(self) -> Card:
        card, grid = Card(), FieldGrid(7)
        self.date = DateEdit(today)
        parts = [
            (Field("Thường", LineEdit(), required=True), "Giàng A Páo", 1),
            (Field("Đang gõ", LineEdit(), required=True), "Giàng A Pá", 1),
            (Field("Sai", self.date, required=True), "32/03/2024", 2),
            (Field("Nhắc", NumberEdit(), hint=""), 7, 1),
            (Field("Tự tính", LineEdit()), "Cá nhân", 1),
            (Field("Đóng", LineEdit()), None, 1),
        ]
        self.typing = parts[1][0]
        for at, (field, value, span) in enumerate(parts):
            field.set_value(value)
            grid.add(field, span)
            if theme.look().one_column and at == 2:
                grid.end_row()
        parts[2][0].say("Không có ngày này")
        parts[3][0].say("tối đa 5", tone="warn")
        parts[4][0].shut("read")
        parts[5][0].shut("closed", "khi có")
        card.body.addLayout(grid)
        return card

    def _buttons(self) -> Card:
        card = Card(gap=6)
        card.body.addWidget(label("NÚT", "hint"))
        buttons = [
            Button("Chốt kỳ", "filled", icon="lock", key="F9"),
            Button("Xem trước", icon="eye"),
            Button("Thêm lọc", "ghost", icon="filter", key="F4"),
            Button("Gạch bỏ", "danger"),
            Button("Chốt kỳ", "filled", icon="lock", key="F9", why="Còn 3 việc trước khi chốt."),
        ]
        for some in (buttons[:3], buttons[3:]) if theme.look().one_column else (buttons,):
            row = Row(gap=8)
            for button in some:
                row.addWidget(button)
            row.addStretch(1)
            card.body.addLayout(row)
        check = Check("Hiện phím tắt trên nút")
        check.set_value(True)
        card.body.addWidget(check)
        card.body.addWidget(label("TRẠNG THÁI: màu + dấu + chữ", "hint"))
        signs = [
            Sign("ok", "Đủ"),
            Sign("warn", "Còn 2 ngày"),
            Sign("err", "Quá 3 ngày"),
            Sign("held", "Thiếu đoạn 14–15"),
            Sign("info", "Đang mở", "pencil"),
            Sign("outline", "Chưa đến hạn"),
            Sign("plain", "Không phải trả lời"),
        ]
        for few in (signs[:4], signs[4:]) if theme.look().one_column else (signs,):
            badges = Row(gap=8)
            for sign in few:
                badges.addWidget(Badge(sign))
            badges.addStretch(1)
            card.body.addLayout(badges)
        self.strip = ProgressStrip()
        self.strip.begin("Đang nhập gói số 7 của xã Pa Vệ Sủ", lambda: None)
        self.strip.heard(Progress("thay đổi", 132, 214))
        card.body.addWidget(self.strip)
        return card


class VisitPage(Page):
    """The visit form as drawn in `07`, without any business behind it."""

    def __init__(self) -> None:
        super().__init__("Ghi lượt tiếp", "sẽ là số 24", back_to="về danh sách", scroll=True, gap=8)
        session = Row(gap=8)
        self.session = ListField(options("Định kỳ 25/03/2024 · Chủ tịch Pờ Hùng Sang · Trụ sở UBND xã", "Thường xuyên 25/03/2024"))
        self.session.set_value("1")
        self.session.setAccessibleName("Phiên")
        session.addWidget(label("Phiên", "label"))
        session.addWidget(self.session, 3)
        session.addWidget(label("tự chọn phiên hôm nay", "quiet"), 1)
        self.body.addLayout(session)
        self._make_fields()
        cards = Columns()
        cards.left.addWidget(self._matter())
        cards.left.addWidget(self._person())
        cards.right.addWidget(self._content())
        cards.right.addWidget(self._repeat())
        self.body.addLayout(cards)
        self.body.addStretch(1)
        self.say("Nháp tự lưu lúc 8:12", icon="check")
        self.foot("Để sau", self.back.emit, "ghost", key="Esc")
        self.foot("Lưu", lambda: None, key="Ctrl+S")
        self.save = self.foot("Lưu, ghi tiếp", lambda: None, "filled", key="Ctrl+Enter")
        order = [self.kind, self.field, self.times, self.people, self.speakers, self.name, self.village, self.address]
        order += [self.content, self.ours, self.way, self.solver]
        self.chain = Chain(order, self.save, self)
        self.key("F2", self.chain.next_bad, "Đến chỗ phải sửa kế tiếp")

    def _make_fields(self) -> None:
        self.kind = Field("Tính chất", Choice(KINDS), required=True)
        self.field = Field("Lĩnh vực", ListField(FIELDS), required=True)
        self.times = Field("Lượt này là", Choice(options("Lần đầu", "Nhiều lần")), required=True)
        self.people = Field("Số người", NumberEdit(), required=True)
        self.speakers = Field("Đại diện", NumberEdit(), required=True)
        self.form = Field("Hình thức (tự tính)", LineEdit())
        self.name = Field("Họ tên", LineEdit(), required=True)
        self.village = Field("Thôn, bản", SearchField.among(VILLAGES), wanted=True)
        self.address = Field("Địa chỉ", LineEdit(), required=True)
        self.content = Field("Nội dung", TextArea(limit=1000), required=True)
        self.ours = Field("Thuộc thẩm quyền xã", Choice(options("Có", "Không")), required=True)
        self.way = Field("Hướng xử lý", ListField(WAYS), required=True)
        self.due = Field("Hạn trả lời", LineEdit(), hint="10 ngày làm việc")
        self.solver = Field("Cơ quan đã giải quyết", LineEdit("để trống nếu chưa"))
        self.times.set_value("1")
        self.ours.set_value("1")
        self.people.set_value(1)
        self.speakers.set_value(1)
        self.form.set_value("Cá nhân")
        self.form.shut("read")
        self.due.shut("closed", "khi có hướng xử lý")

    def fill(self) -> None:
        self.kind.set_value("3")
        self.field.set_value("1")
        self.name.set_value("Giàng A Páo")
        self.village.set_value(VILLAGES[0])
        self.address.set_value("Bản Seo Thèn A, xã Pa Vệ Sủ")
        self.content.set_value("Đề nghị xem lại ranh giới nương giáp suối Nậm Sẻ, hộ bên cạnh đã làm lấn sang chừng 200 m².")
        self.way.set_value("1")
        self.due.set_value("08/04/2024")
        self.due.shut("read")

    def spoil(self) -> None:
        self.kind.say("Chưa chọn. Gõ số từ 1 đến 5")
        self.speakers.say("tối đa 2", tone="warn")
        self.name.say("Chưa ghi họ tên")
        self.content.say("Chưa ghi nội dung")
        self.way.say("Chưa chọn")
        self.say("Còn 4 chỗ phải sửa", "F2 đến chỗ kế tiếp", icon="circle-x", tone="err")

    def _matter(self) -> Card:
        card, grid = Card("Vụ việc"), FieldGrid(12)
        for field, span in ((self.kind, 12), (self.field, 6), (self.times, 6), (self.people, 3), (self.speakers, 5), (self.form, 4)):
            grid.add(field, span)
        card.body.addLayout(grid)
        return card

    def _person(self) -> Card:
        card, grid = Card("Người đến"), FieldGrid(10)
        for field, span in ((self.name, 6), (self.village, 4), (self.address, 10)):
            grid.add(field, span)
        card.body.addLayout(grid)
        return card

    def _content(self) -> Card:
        card, grid = Card("Nội dung và xử lý"), FieldGrid(2)
        for field, span in ((self.content, 2), (self.ours, 1), (self.way, 1), (self.due, 1), (self.solver, 1)):
            grid.add(field, span)
        card.body.addLayout(grid)
        return card

    def _repeat(self) -> QWidget:
        holder = QWidget()
        row = Row(holder, gap=8)
        row.addWidget(Icon("users"))
        row.addWidget(elided("Giàng A Páo đã đến 1 lần (số 9, 12/01/2024, đất đai).", "label"), 1)
        row.addWidget(Button("Nối", "ghost", key="F6"))
        return holder


def sign_of(row: dict[str, object]) -> Sign:
    sign = row["state"]
    assert isinstance(sign, Sign)
    return sign


VISITS = [
    ("23", "25/03/2024", "Giàng A Páo", "Seo Thèn A", "Kiến nghị", "Đất đai", Sign("info", "Còn 10 ngày")),
    ("22", "21/03/2024", "Lỳ Go Xá", "Chà Gì", "Phản ánh", "Môi trường", Sign("plain", "Không phải trả lời")),
    ("21", "21/03/2024", "Phùng Xì Và", "Pá Hạ", "Khiếu nại", "Đất đai", Sign("info", "Còn 8 ngày")),
    ("20", "21/03/2024", "Vàng Lỳ Sừ", "Thò Ma", "Kiến nghị", "Chế độ, chính sách", Sign("ok", "Đã trả lời")),
    ("19", "14/03/2024", "Theo sổ Mật", "", "Tố cáo", "Cán bộ, công chức", Sign("plain", "Theo sổ Mật", "lock")),
    ("18", "14/03/2024", "Đoàn 6 người", "Sín Chải B", "Kiến nghị", "An sinh xã hội", Sign("warn", "Còn 3 ngày")),
    ("17B", "14/03/2024", "Ly Xì Mé", "Phí Chi A", "Khác", "Tư pháp", Sign("plain", "Không phải trả lời")),
    ("17", "14/03/2024", "Lò Thị Ún", "Seo Thèn B", "Kiến nghị", "Chế độ, chính sách", Sign("warn", "Còn 3 ngày")),
    ("16", "07/03/2024", "Pờ Lóng Tư", "Khoang Thèn", "Phản ánh", "Đất đai", Sign("ok", "Đã trả lời")),
    ("12", "06/03/2024", "Lò Văn Pản", "Chà Gì", "Khiếu nại", "Đất đai", Sign("err", "Quá 3 ngày")),
    ("chờ số", "06/03/2024", "Sùng A Dế", "Sín Chải C", "Kiến nghị", "An sinh xã hội", Sign("plain", "Nháp", "pencil")),
]
NAMES = ("no", "day", "name", "village", "kind", "field", "state")
COLUMNS = (
    TableColumn("no", "Số", 76),
    TableColumn("day", "Ngày", 100, "date"),
    TableColumn("name", "Họ tên", 136, stretch=True),
    TableColumn("village", "Thôn, bản", 120),
    TableColumn("kind", "Tính chất", 92),
    TableColumn("field", "Lĩnh vực", 156),
    TableColumn("state", "Trả lời", 168, "badge", cell=lambda row: row["state"]),
)


class ListPage(Page):
    """The list as drawn in `05`."""

    def __init__(self) -> None:
        super().__init__("Tiếp công dân", "Sổ R06 · năm 2024", gap=8)
        self.action("Trực, không có ai đến", lambda: None, key="F7")
        self.action("Ghi lượt tiếp", lambda: None, "filled", icon="plus", key="Ctrl+N")
        bar = Row(gap=8)
        self.find = SearchBox("Tìm trong sổ", key="Ctrl+F")
        bar.addWidget(self.find)
        bar.addWidget(Button("Kỳ: quý I/2024 đến nay", "chip", icon="x"))
        bar.addWidget(Button("Thêm lọc", "ghost", icon="filter", key="F4"))
        bar.addStretch(1)
        bar.addWidget(Button("Cột", "ghost", icon="columns-3"))
        bar.addWidget(Button("Excel", "ghost", icon="download"))
        self.body.addLayout(bar)
        self.table = Table(COLUMNS, name="Danh sách lượt tiếp")
        self.table.show_all([dict(zip(NAMES, visit, strict=True)) for visit in VISITS])
        self.table.go_to(2)
        self.body.addWidget(self.table, 1)
        foot = Row(gap=12)
        foot.addWidget(label("23 lượt · 41 người · 19 vụ việc", "strong"))
        foot.addWidget(elided("1 tố cáo (theo sổ Mật) · 1 nháp", "label"), 1)
        foot.addWidget(label("Enter mở · Ctrl+N thêm · Ctrl+D nhân bản · Del gạch bỏ", "hint"))
        self.body.addLayout(foot)
        self.key("Ctrl+F", self.find.setFocus, "Tìm trong sổ")


class PathPage(Page):
    """Steps, a long banner, ticks, meters, several values."""

    def __init__(self) -> None:
        super().__init__("Kỳ quý I/2024", "15/12/2023 – 14/03/2024 · hạn nộp 27/03", scroll=True)
        self.action("Kỳ khác", lambda: None, key="F4")
        self.body.addWidget(PathStrip(["Thiếu gì", "Chốt", "Xem trước", "In", "Xuất gói"], 1))
        words = "Enter mở đúng chỗ phải sửa. Làm xong thì dòng tự chuyển sang “Đủ”."
        self.show_banner(Banner("warn", "Còn 3 việc trước khi chốt", words))
        card = Card("Kỳ quý I/2024", icon="calendar-check", note="15/12/2023 – 14/03/2024", right=Badge(Sign("info", "Đang mở", "pencil")))
        for name, share, role, said in (("Tiếp công dân", 0.9, "accent", "23 lượt"), ("Đối thoại", 1.0, "ok", "1")):
            row = Row(gap=12)
            row.addWidget(elided(name), 1)
            row.addWidget(Meter(share, role), 3)
            row.addWidget(label(said, "label"))
            card.body.addLayout(row)
        self.body.addWidget(card)
        several = Card("Nhiều giá trị")
        grid = FieldGrid(2)
        chips = MultiChoice(options("Quy hoạch đất", "Giao thông", "Nước sạch", "Chế độ, chính sách", "Khác"))
        chips.set_value(["1", "3"])
        pick = MultiPick(lambda typed: matching(VILLAGES, typed))
        pick.set_value([VILLAGES[0], VILLAGES[2]])
        grid.add(Field("Nội dung đối thoại", chips, required=True))
        grid.add(Field("Các bản tham gia", pick))
        several.body.addLayout(grid)
        self.body.addWidget(several)
        self.body.addWidget(wrapped("Chốt là giữ nguyên số liệu để in và gửi. Sổ vẫn ghi tiếp được.", "quiet"))
        self.body.addWidget(EmptyState("circle-dashed", "Sổ này chưa ghi gì", "Ghi dòng đầu tiên (Ctrl+N), hoặc dán từ Excel (Ctrl+V)."))
        self.foot("Chốt dù còn thiếu…", lambda: None, "ghost")
        self.foot("Chốt kỳ", lambda: None, "filled", icon="lock", key="F9").refuse("Còn 3 việc trước khi chốt.")


ERASE = Question(
    title="Đổi lượt số 21 thành tố cáo?",
    body="Họ tên, địa chỉ và nội dung của lượt này sẽ bị xóa ngay khỏi sổ, lịch sử, tìm kiếm và tệp đính kèm. "
    "Không lấy lại được. Số liệu vẫn được đếm.",
    note="Chép vào sổ Mật bằng giấy trước khi xóa. Còn 2 bản sao lưu cũ và 1 USB chứa nội dung này: "
    "chương trình sẽ in danh sách để thu hồi.",
    act="Xóa nội dung, giữ số liệu",
    danger=True,
    typed="XÓA",
    typed_label="Gõ XÓA để xác nhận (lãnh đạo hoặc người tiếp công dân)",
)
