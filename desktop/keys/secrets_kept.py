"""What a station keeps secret, inside the encrypted database: its keys, its unit's sealing keys, its own request."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.driver import Connection
from db.store import get_meta, set_meta
from desktop.keys.station_keys import HeldKey, StationKeys
from desktop.packages import signing
from desktop.packages.signing import Statement

_NAME = "secrets"
_REQUEST_LIMIT = 8 << 10


@dataclass(frozen=True, slots=True)
class Secrets:
    """The private keys of a home. `request` was made once, at set-up; its words name this station."""

    keys: StationKeys
    unit_keys: tuple[HeldKey, ...]
    request: Statement

    @property
    def identities(self) -> list[str]:
        """Every age identity that may open a package sent here, old unit keys too."""
        return [self.keys.age_identity, *(key.identity for key in self.unit_keys)]

    def with_unit_keys(self, more: Iterable[HeldKey]) -> "Secrets":
        """Return the same with further unit keys; one of the same recipient is held once."""
        found = {key.recipient: key for key in (*self.unit_keys, *more)}
        return replace(self, unit_keys=tuple(sorted(found.values(), key=lambda key: (key.number, key.recipient))))

    def save(self, connection: Connection) -> None:
        """Keep them."""
        value = {
            "keys": self.keys.to_value(),
            "unit_keys": [key.to_value() for key in self.unit_keys],
            "request": self.request.encoded().decode(),
        }
        set_meta(connection, _NAME, json.dumps(value))

    @classmethod
    def load(cls, connection: Connection) -> "Secrets":
        """Return what is kept. A home without a station has none: a fault of the program."""
        value = json.loads(str(get_meta(connection, _NAME)))
        unit_keys = tuple(HeldKey.from_value(one) for one in value["unit_keys"])
        return cls(StationKeys.from_value(value["keys"]), unit_keys, signing.decode(value["request"].encode(), _REQUEST_LIMIT))
