"""What a unit says of one register in a period: it has records, nothing happened, it does not apply, or nothing was said.

Law: a declaration is changeable until the close (dossier R19b). Records speak for themselves, whatever was declared.
"""

from typing import Final, Literal

from db.query import Is, Query
from desktop import registers
from desktop.actions import duties
from desktop.actions.periods import DECLARATION, PeriodState, nothing_happened
from desktop.entries.saving import Saver
from desktop.errors import Problem
from desktop.office import Office
from desktop.reporting.periods import Standing, standing

Said = Literal["khong", "khong_ap_dung"]
SAID: Final[tuple[Said, ...]] = ("khong", "khong_ap_dung")


def declare(office: Office, code: str, register: str, said: Said | None) -> PeriodState:
    """Say of one register that nothing happened, that it does not apply, or (None) take back what was said.

    Raises:
        Problem: what `nothing_happened` raises; period_closed when a declaration is taken back after the close.
    """
    if said is not None:
        return nothing_happened(office, code, [register], not_applicable=said == "khong_ap_dung")
    return take_back(office, code, [register])


def take_back(office: Office, code: str, asked: list[str]) -> PeriodState:
    """Take back what was declared of these registers; of one that nobody declared nothing is taken.

    Raises:
        Problem: not_allowed, unknown_period, unknown_register, period_closed.
    """
    duties.require_entry(office, DECLARATION, "Chỉ lãnh đạo (LD) hoặc người theo dõi dân vận (DV) bỏ lời khai.")
    with office.writing() as connection:
        office.check_clock(connection)
        before = standing(office, connection, office.identity.unit, code)
        _require_not_closed(before)
        for one in asked:
            if one not in registers.ALL:
                raise Problem("unknown_register", f"Không có sổ “{one}”. Xem lại tên sổ.", where=one)
        saver, where = Saver(office, connection), (Is("period", "=", code), Is("register", "in", tuple(asked)))
        for _, record in office.reader(connection).ids(Query(DECLARATION, where, units=(office.identity.unit,))):
            saver.mark(registers.ALL[DECLARATION], record, deleted=True)
        return PeriodState(standing(office, connection, office.identity.unit, code))


def _require_not_closed(found: Standing) -> None:
    if found.is_frozen and found.state != "returned":
        said = f"Kỳ {found.period.label} đã chốt, lời khai giữ nguyên. Mở lại kỳ rồi khai lại."
        raise Problem("period_closed", said, where=found.code)
