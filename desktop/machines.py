"""What a laptop is called by people: this one, the unit's first, or the one with the letters of its book numbers."""

from collections.abc import Callable

from db.driver import Connection
from desktop import trusting
from desktop.office import Office

_DIGITS = 6


def machine_names(office: Office, connection: Connection) -> Callable[[str], str]:
    """Return how to call a station: "máy này", "máy sổ B", "máy của xã Pa Ủ"; an unknown one by its first digits."""
    trust = trusting.trust_of(office, connection)

    def name(station: str) -> str:
        if station == office.identity.station:
            return "máy này"
        certificate = trust.standing(station).certificate
        if certificate is None:
            return f"máy {station[:_DIGITS]}"
        series = f"máy sổ {certificate.series}" if certificate.series else "máy đầu tiên"
        unit = certificate.subject.unit
        return series if unit == office.identity.unit else f"{series} của {office.directory.unit(unit).named}"

    return name
