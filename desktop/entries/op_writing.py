"""One op as it is: which log its lines stand in, and which of them their audience and group part.

Law: what goes down to all subordinates and what is internal work of an upper unit never share a log; fields that an erasure
empties never share a line with others.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from db.driver import Connection
from db.ops import NewOp, OpKind
from db.records import Records
from desktop import trusting
from desktop.office import LogKind, Office
from desktop.registers.model import Register

Values = dict[str, object]


class OpWriter:
    """Writes ops of one unit, this station's if none is named, inside one writing transaction."""

    def __init__(self, office: Office, connection: Connection, unit: str = "") -> None:
        self.office, self.connection = office, connection
        self.projector = office.projector(connection)
        self.records = Records(self.projector)
        self.unit = unit or office.identity.unit

    def log_of(self, register: Register, name: str = "") -> LogKind:
        """Return the log that a register's ops stand in: shared ones of an upper unit go to all its subordinates.

        What is internal work of that unit (S1: who does it, how far it is) is not theirs: it stands in the main log and goes up.
        So does all that a station writes which was not given the right to send down: below, it would be refused.
        """
        if not register.shared or not self.office.identity.is_upper or not self._may_send_down:
            return "main"
        declared = register.by_name.get(name)
        return "main" if declared is not None and declared.sensitivity_class and not declared.stays_home else "down"

    @cached_property
    def _may_send_down(self) -> bool:
        """Whether the own certificate has the right `down`; while none has come nothing is known of it."""
        held = trusting.trust_of(self.office, self.connection).standing(self.office.identity.station).certificate
        return held is None or "down" in held.rights

    def put(
        self, register: Register, record: str, kind: OpKind, fields: Mapping[str, object], over: Iterable[str], erase: Sequence[str] = ()
    ) -> str:  # fmt: skip
        """Write one op as it is and return its name: for what the program itself writes; people's entries are checked by `Saver`.

        What goes down and what does not cannot stand in one log: of a shared register each has an op of its own.
        """
        logs: dict[LogKind, dict[tuple[str, str], Values]] = {}
        for name, value in fields.items():
            declared, log = register.by_name.get(name), self.log_of(register, name)
            audience: str = register.audience(name)
            if audience == "up" and log == "down":
                audience = "down"
            lines = logs.setdefault(log, {})
            lines.setdefault((audience, declared.group if declared else "kept"), {})[name] = value
        seen = tuple(over)
        names = [
            self.office.write(self.connection, [NewOp(self.unit, register.code, record, kind, seen, lines, tuple(erase))], log)[0]
            for log, lines in sorted(logs.items()) or [(self.log_of(register), {})]
        ]
        return names[0]
