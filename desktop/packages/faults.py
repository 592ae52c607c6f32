"""Why a package is not taken, in the office's words: one sentence for each code, the exact reason inside it.

Law: the code says what the receiver does with the file (keep a copy, list it, ignore it); the reason is for the person
on the telephone. A reason never holds content of a record.
"""

from desktop.errors import Problem


def not_a_package(where: str = "") -> Problem:
    """Nothing in these bytes is ours; the file is left alone."""
    return Problem("not_a_package", "Tệp này không phải gói của Sổ Dân vận. Không nhập gì; hãy chọn tệp .goi do chương trình xuất.", where)


def damaged(reason: str, where: str = "") -> Problem:
    """It was ours once; bytes are missing or changed."""
    return Problem("damaged", f"Gói hỏng: {reason}. Số liệu đang có không đổi. Hãy đề nghị nơi gửi xuất lại lên USB khác.", where)


def forged(reason: str, where: str = "") -> Problem:
    """A signature or a statement does not hold."""
    return Problem("forged", f"Chữ ký không đúng: {reason}. Không nhập. Tệp được giữ riêng để kiểm tra.", where)


def misaddressed(recipient: str) -> Problem:
    """Well made, but for somebody else."""
    return Problem(
        "misaddressed", f"Gói này gửi cho {recipient}, không gửi cho đơn vị này. Không nhập; hãy chuyển USB đúng nơi nhận.", recipient
    )


def too_new(version: int) -> Problem:
    """Made by a program that came after this one."""
    return Problem("too_new", f"Gói do bản mới hơn lập (định dạng {version}). Hãy cập nhật chương trình rồi nhập lại.", str(version))


def unknown_sender(station: str) -> Problem:
    """Signed by a station that nobody we believe has certified."""
    return Problem("unknown_sender", "Trạm này chưa được chứng nhận. Gọi đơn vị gửi, so tám từ.", station)


def revoked(station: str) -> Problem:
    """Signed by a station whose certificate was taken back."""
    return Problem("revoked", "Trạm gửi gói này đã bị thu hồi chứng nhận. Gọi đơn vị gửi để hỏi lại.", station)
