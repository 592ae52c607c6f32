"""Look at a file that came on a stick, one law after the other, before anything of it is taken.

Who only looks and who takes in ask here, so that a look promises nothing that the taking would refuse.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop import trusting
from desktop.errors import Problem
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office
from desktop.packages import envelope as line_one
from desktop.packages import package
from desktop.packages.envelope import Envelope
from desktop.packages.package import Opened
from desktop.packages.parts import Parts

_REQUEST: Final = "Đây là tờ đăng ký của một trạm, không phải gói. Chứng nhận bằng lệnh station admit."

_OLD_KEY: Final = (
    "Gói này gửi cho đơn vị mình nhưng niêm phong cho khóa mà máy này không giữ. Nhập mã khôi phục trên giấy của đơn vị, "
    "hoặc nhờ nơi gửi xuất lại."
)


@dataclass(slots=True)
class Examined:
    """What was found of a file.

    Attributes:
        envelope: Its line 1, if that holds by itself.
        trusted: Whether its sender is believed here; None when that was not asked.
        opened: Its members, if they could be opened here.
        parts: What they say, every run of lines authentic.
        problem: The first law that it breaks; None when it can be taken.
    """

    envelope: Envelope | None = None
    trusted: bool | None = None
    opened: Opened | None = None
    parts: Parts | None = None
    problem: Problem | None = None

    def _keeps(self, law: Callable[[], None]) -> bool:
        try:
            law()
        except Problem as problem:
            self.problem = self.problem or problem
            return False
        return True

    def line_one(self, raw: bytes) -> bool:
        """Read line 1; return whether it holds by itself."""

        def law() -> None:
            if line_one.is_request(raw):
                raise Problem("not_a_package", _REQUEST)
            self.envelope = package.peek(raw)

        return self._keeps(law)

    def inside(self, office: Office, raw: bytes, envelope: Envelope, *, whole: bool) -> None:
        """Ask for sender and recipient, then open; a look at the whole goes on where the taking would stop."""
        with office.reading() as connection:
            trust = trusting.trust_of(office, connection)
            identities = Secrets.load(connection).identities

        def open_it() -> None:
            try:
                self.opened = package.open_package(raw, identities, envelope)
            except Problem as problem:
                ours = problem.code == "misaddressed" and envelope.content.recipient.unit in office.owned
                raise Problem("misaddressed", _OLD_KEY, problem.where) if ours else problem  # noqa: B904 - the same refusal in better words
            self.parts = package.read_parts(self.opened)

        self.trusted = self._keeps(lambda: package.check_sender(envelope, trust))
        if not self.trusted and not whole:
            return
        addressed = self._keeps(lambda: package.check_recipient(envelope, office.owned, office.identity.station))
        if addressed or whole:
            self._keeps(open_it)

    def closed(self, raw: bytes, envelope: Envelope) -> None:
        """Ask only what needs no key."""

        def law() -> None:
            package.sealed_part(raw, envelope)

        self._keeps(law)


def examine(office: Office | None, raw: bytes, *, whole: bool = False) -> Examined:
    """Return what can be said of a file.

    Args:
        office: Who looks; None when nobody is signed in, then only what the file says by its own chain.
        raw: The whole file.
        whole: Open it as far as one's keys reach even where it may not be taken.
    """
    seen = Examined()
    if seen.line_one(raw) and seen.envelope is not None:
        if office is None:
            seen.closed(raw, seen.envelope)
        else:
            seen.inside(office, raw, seen.envelope, whole=whole)
    return seen
