"""What came of one package, as the person who brought the stick is told it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from db import exchange, ingest
from db.driver import Connection
from db.ingest import Held
from db.records import Records
from desktop import trusting, units
from desktop.errors import Problem
from desktop.exchange.incoming import Intake
from desktop.exchange.scope import why_refused
from desktop.office import Office
from desktop.packages.envelope import Envelope
from desktop.packages.segments import split_log

Result = Literal["merged", "duplicate", "held", "refused"]
WHY = {
    "revoked": "của máy đã bị thu hồi",
    "not_allowed": "ghi ngoài quyền",
    "unknown_sender": "của máy chưa được chứng nhận",
    "damaged": "không đọc được",
    "forged": "có chữ ký sai",
    "rolled_back": "là giấy báo nhận trùng số, khác nội dung (máy gửi có thể đã bị sao chép)",
}


@dataclass(slots=True)
class Received:
    """What came of one file.

    Attributes:
        code: Why it was refused, or what of it was; None when all is well.
        refused_logs: (log, first number, code) of what was not applied; a receipt stands as `<station>.receipt`.
        forks: Logs that were found to have two branches now.
        released: Packages that had waited and found their place by this one.
        dropped_home: Logs of which values that may not leave their unit were left aside.
        left_aside: Names of members that this version does not keep: attachments, what a later version may add.
        erased: How many value lines were emptied by an erasure that came, and how many of these this laptop wrote.
    """

    file: str
    package: str | None = None
    sender_unit: str | None = None
    result: Result = "refused"
    code: str | None = None
    message: str = ""
    ops_new: int = 0
    records_new: int = 0
    records_changed: int = 0
    conflicts_new: int = 0
    missing: list[tuple[str, int, int]] = field(default_factory=list)
    refused_logs: list[dict[str, Any]] = field(default_factory=list)
    forks: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    dropped_home: list[str] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    erased: int = 0
    erased_own: int = 0
    envelope: Envelope | None = None

    def as_json(self, era: str) -> dict[str, Any]:
        """Return it in the shape of the command line's contract."""
        return {
            "file": self.file,
            "package": self.package,
            "sender_unit": units.shown_code(self.sender_unit, era) if self.sender_unit else None,
            "result": self.result,
            "code": self.code,
            "message": self.message,
            "ops_new": self.ops_new,
            "records_new": self.records_new,
            "records_changed": self.records_changed,
            "conflicts_new": self.conflicts_new,
            "missing": [{"log": log, "from": first, "to": last} for log, first, last in self.missing],
            "refused_logs": self.refused_logs,
            "forks": self.forks,
            "released": self.released,
            "dropped_home": self.dropped_home,
            "left_aside": self.left_aside,
            "erased": self.erased,
        }

    def refuse(self, problem: Problem) -> None:
        """Say that nothing of it was taken."""
        self.result, self.code, self.message = "refused", problem.code, problem.message


def tell(office: Office, connection: Connection, got: Received, intake: Intake) -> None:
    """Fill in what came of the parts of a package, inside the transaction that took them."""
    got.ops_new = sum(count for log, count in intake.taken.new_lines.items() if split_log(log)[1] != "fact")
    written = intake.taken.records - exchange.of_no_effect_since(connection, intake.before)
    touched = {key for key in written | intake.changed if key[1]}
    held = exchange.known_before(connection, touched, intake.before)
    got.records_new, got.records_changed = len(touched - held), len(held)
    got.conflicts_new = len(set(Records(office.projector(connection)).contested(None)) - intake.contested)
    got.erased, got.erased_own = exchange.erased_since(connection, intake.before, office.identity.station)
    got.forks = sorted(intake.taken.forks)
    got.refused_logs = _refused(office, connection, intake)
    pieces = ingest.held(connection) if intake.waiting else []
    waiting = [piece for piece in pieces if (piece.log, piece.first, piece.tip) in intake.waiting]
    logs = sorted({piece.log for piece in waiting if piece.reason == ingest.GAP})
    got.missing = [(log, first, last) for log in logs for first, last in ingest.missing_ranges(connection, log)]
    got.released = sorted(intake.released - {got.package or ""})
    got.dropped_home = sorted(intake.dropped_home)
    got.left_aside = list(intake.left_aside)
    got.result = "held" if waiting else "merged" if intake.brought else "duplicate"
    got.code = "fork" if got.forks or intake.copy_found else next((str(one["code"]) for one in got.refused_logs), None)
    got.message = " ".join(_sentences(got, intake, waiting))


def _refused(office: Office, connection: Connection, intake: Intake) -> list[dict[str, Any]]:
    trust = trusting.trust_of(office, connection)
    refused = dict(intake.refused)
    for log, seq in exchange.refused_since(connection, intake.before).items():
        refused[log] = (seq, why_refused(trust, log))
    return [{"log": log, "from": seq, "code": code} for log, (seq, code) in sorted(refused.items())]


def _sentences(got: Received, intake: Intake, waiting: list[Held]) -> list[str]:
    sentences = []
    if intake.copy_found:
        sentences.append("Máy này là bản sao của một trạm đang dùng ở máy khác. Ngừng ghi ở đây; lập trạm mới cho máy này.")
    if waiting:
        gaps = ", ".join(f"{first}–{last}" if first < last else f"{first}" for _, first, last in got.missing)
        why = f"còn thiếu đoạn {gaps}" if gaps else "có máy chưa được chứng nhận"
        sentences.append(f"Giữ lại một phần: {why}. Phần khác đã nhập. Có đủ thì phần này tự vào.")
    elif got.result == "duplicate":
        sentences.append("Đã nhận từ trước; không có gì mới.")
    else:
        sentences.append(f"Đã nhập: {got.records_new} bản ghi mới, sửa {got.records_changed} bản ghi.")
    if got.conflicts_new:
        sentences.append(f"{got.conflicts_new} mâu thuẫn chờ người chọn.")
    if got.released:
        sentences.append(f"{len(got.released)} gói giữ trước đây nay đã vào đủ.")
    for code in sorted({str(one["code"]) for one in got.refused_logs}):
        sentences.append(f"Có phần {WHY.get(code, 'không hợp lệ')}: phần đó không tính.")
    if got.forks:
        sentences.append("Có máy đã bị sao chép: một nhật ký rẽ hai nhánh. Cả hai đều được giữ; hãy hỏi đơn vị gửi.")
    return sentences + _aside(got)


def _aside(got: Received) -> list[str]:
    """Say what of the package is not kept here, or no longer."""
    sentences = []
    if got.dropped_home:
        sentences.append("Đã bỏ các giá trị không được gửi khỏi đơn vị.")
    if got.left_aside:
        sentences.append(
            f"Có {len(got.left_aside)} tệp kèm mà bản chương trình này chưa giữ được. Giữ USB, cập nhật chương trình rồi nhập lại."
        )
    if got.erased:
        own = f", trong đó {got.erased_own} chỗ máy này đã ghi" if got.erased_own else ""
        sentences.append(f"Đã xóa theo quy định {got.erased} chỗ{own}.")
    return sentences
