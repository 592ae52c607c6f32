"""The records behind a figure are for the circle of their book; the figure itself stands in a report for all who see forms.

"Đơn tố cáo: 1" is printed and signed; which record it is, when it came and what it lacks, only those learn who may open the book
(Law on Denunciations 25/2018, art. 8; dossier §6). One that was struck out or is a draft is no less of its book.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from db.driver import Connection
from db.query import Is, Query
from desktop import registers
from desktop.entries.record import may_see
from desktop.measures.model import Missing
from desktop.office import Office

_AT_ONCE: Final = 400


def unseen(office: Office, connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Return those of these ids that name records of a book which the signed-in person may not see."""
    reader, asked, found = office.reader(connection), sorted(ids), set[str]()
    for code in [one.code for one in registers.ALL.values() if not may_see(one, office.user.roles)]:
        for start in range(0, len(asked), _AT_ONCE):
            where = (Is("_id", "in", tuple(asked[start : start + _AT_ONCE])),)
            found |= {record for _, record in reader.ids(Query(code, where, deleted=True, drafts=True))}
    return frozenset(found)


def withhold(office: Office, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Take out of rows of forms (`ids`: column → records) what this person may not see, and say as `withheld` how many these were."""
    hidden = unseen(office, connection, {record for row in rows for ids in row["ids"].values() for record in ids})
    for row in rows:
        counted = {column: sum(record in hidden for record in ids) for column, ids in row["ids"].items()}
        row["withheld"] = {column: number for column, number in counted.items() if number}
        row["ids"] = {column: [record for record in ids if record not in hidden] for column, ids in row["ids"].items()}


def named(office: Office, missing: Iterable[Missing]) -> list[Missing]:
    """Return what is missing; of records of a book that this person may not see, how many they are."""
    shown: list[Missing] = []
    others: Counter[str] = Counter()
    for one in missing:
        if one.id is None or may_see(registers.ALL[one.register], office.user.roles):
            shown.append(one)
        else:
            others[one.register] += 1
    return shown + [Missing(code, None, _counted(code, number)) for code, number in others.items()]


def _counted(code: str, number: int) -> str:
    return f"{number} việc trong sổ {registers.ALL[code].title}, chỉ người được xem sổ này xem được"
