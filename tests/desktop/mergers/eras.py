"""The laptops of a district with two communes of 2024 that went into one commune below a province of 2025."""

from desktop.actions import (
    stations,
    status,
)
from desktop.keys.secrets_kept import Secrets
from tests.desktop.world import HUYEN, PASSWORD, World

DAY = "2025-07-01"
TINH, MOI, MOI2, MUONG, BUM = "tinh", "moi", "moi2", "muong", "bum"
UNITS = {HUYEN: "2024:107", MUONG: "2024:03433", BUM: "2024:03454", TINH: "2025:12", MOI: "2025:03433", MOI2: "2025:03433"}
NEW = UNITS[MOI]


class Merger(World):
    """The laptops of both eras."""

    def carry(self, source: str, target: str, **how: object):
        """Carry the package for a unit from one laptop to another; return what came of it."""
        return self.bring(target, *self.export(source, **how)).packages[0]

    def state_of(self, name: str, unit: str, audience: str = "up") -> object:
        era = self[name].identity.era
        shown = unit.removeprefix(f"{era}:")
        return status.status(self[name])["states"].get(shown, {}).get(audience)

    def admit_heir(self, giver: str, asker: str) -> None:
        request, answer = self.folder / f"{asker}.dang-ky", self.folder / f"{asker}.tra-loi"
        words = stations.request(self[asker], request)
        stations.admit(self[giver], request, words, None, answer, PASSWORD)
        stations.accept(self[asker], answer, stations.show(self[giver]).root_words)

    def unit_keys(self, name: str) -> set[str]:
        with self[name].reading() as connection:
            return {key.unit for key in Secrets.load(connection).unit_keys}
