"""The private keys of a station, and the unit's sealing keys that it holds.

Law: a station has one Ed25519 key to sign and one age key to open, made on the laptop and never leaving it; they are
kept inside the encrypted database. A unit's sealing keys are numbered; old ones are kept, because a late stick may be
sealed to one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.packages import sealing, strict_json
from desktop.packages.signing import SigningKey


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A unit's sealing key with its private part."""

    unit: str
    number: int
    recipient: str
    identity: str

    @classmethod
    def generate(cls, unit: str, number: int = 1) -> "HeldKey":
        """Return a new key of a unit."""
        identity = sealing.generate()
        return cls(unit, number, sealing.recipient_of(identity), identity)

    def to_value(self) -> dict[str, Any]:
        """Return this as JSON can hold it; it is a secret."""
        return {"unit": self.unit, "number": self.number, "recipient": self.recipient, "identity": self.identity}

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "HeldKey":
        """Return the key of what `to_value` gave."""
        return cls(value["unit"], value["number"], value["recipient"], value["identity"])


class StationKeys:
    """A station's own keys.

    Attributes:
        signing: Its Ed25519 key.
        age_identity: Its age key, private.
        age_recipient: The public part of the same.
    """

    def __init__(self, signing: SigningKey, age_identity: str) -> None:
        self.signing, self.age_identity = signing, age_identity
        self.age_recipient = sealing.recipient_of(age_identity)

    @classmethod
    def generate(cls) -> "StationKeys":
        """Return new random keys."""
        return cls(SigningKey.generate(), sealing.generate())

    @property
    def station(self) -> str:
        """The station id."""
        return self.signing.station

    def to_value(self) -> dict[str, str]:
        """Return both keys as JSON can hold them; they are secrets."""
        return {"signing": strict_json.b64(self.signing.raw()), "age": self.age_identity}

    @classmethod
    def from_value(cls, value: Mapping[str, str]) -> "StationKeys":
        """Return the keys of what `to_value` gave."""
        return cls(SigningKey(strict_json.unb64(value["signing"])), value["age"])
