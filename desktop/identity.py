"""Which station this is: its unit, desk and letters, and whether it may write."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal

Desk = Literal["xa", "huyen", "tinh"]


@dataclass(frozen=True, slots=True)
class Identity:
    """The station of one home folder. `series` is None until the certificate came ("chờ số")."""

    station: str = ""
    unit: str = ""
    era: str = "2024"
    desk: Desk = "xa"
    series: str | None = None
    root: str | None = None
    is_copy: bool = False
    sample: bool = False
    is_revoked: bool = False

    @property
    def enrolled(self) -> bool:
        """Whether a certificate came. A restored station follows its root and waits for one of its own."""
        return self.series is not None

    def as_new(self, station: str) -> "Identity":
        """Return a new station in the place of this one: of the same unit under the same root, without letters."""
        return replace(self, station=station, series=None, is_copy=False, is_revoked=False)

    @property
    def is_upper(self) -> bool:
        """Whether other units report to this one."""
        return self.desk != "xa"

    def to_json(self) -> str:
        """Return the text that the store keeps."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: object) -> "Identity":
        """Read it back; no text is no station yet."""
        return cls(**json.loads(text)) if isinstance(text, str) else cls()

    def with_certificate(self, series: str, root: str) -> "Identity":
        """Return the same station after its certificate came."""
        return replace(self, series=series, root=root)
