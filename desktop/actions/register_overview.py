"""All registers that a person may open: how many entries this year, the last one, in the groups of the office."""

from dataclasses import dataclass

from db.query import Is, Order, Query
from desktop import registers, units
from desktop.entries.record import may_enter, may_see
from desktop.language.dates import format_date
from desktop.office import Office
from desktop.registers.model import Register

REPORTING, DAILY, TABLES = "Kỳ và khai báo", "Sổ ghi việc", "Danh mục dùng chung"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One register. `this_year` counts entries of the year (all of a table), `last` is the newest day or ""."""

    code: str
    number: str
    title: str
    icon: str
    group: str
    this_year: int
    last: str
    drafts: int
    may_enter: bool


def overview(office: Office) -> list[RegisterLine]:
    """Return the registers by group and number."""
    year = office.clock.today().year
    lines = []
    for register in registers.ALL.values():
        if register.system or not may_see(register, office.user.roles) or (office.home_unit.is_agency and register.communal):
            continue
        lines.append(_line(office, register, year))
    order = (DAILY, REPORTING, TABLES)
    return sorted(lines, key=lambda one: (order.index(one.group), one.number))


def _line(office: Office, register: Register, year: int) -> RegisterLine:
    chain = units.lineage(office.identity.unit)
    layered = register.shared or register.is_table
    owners = () if office.identity.is_upper else chain if layered else chain[:1]
    query = Query(register.code, units=owners, layers=chain if layered else ())
    with office.reading() as connection:
        reader = office.reader(connection)
        asked = query.also(Is("_date", ">=", f"{year}-01-01"), Is("_date", "<=", f"{year}-12-31")) if register.dated_by else query
        count = reader.count(asked)
        drafts = reader.count(Query(register.code, (Is("_status", "=", "nhap"),), drafts=True, units=chain[:1]))
        newest = reader.rows(query.also(Is("_date", "filled")), order=(Order("_date", descending=True),), limit=1)
    last = format_date(str(newest[0]["_date"])) if newest else ""
    return RegisterLine(
        register.code, register.number, register.title, register.icon, _group(register), count, last, drafts,
        may_enter(register, office.user.roles),
    )  # fmt: skip


def _group(register: Register) -> str:
    if register.is_table:
        return TABLES
    return REPORTING if register.code in ("report_period", "period_declaration") else DAILY
