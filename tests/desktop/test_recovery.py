"""A code that may never have reached paper is made anew; once somebody counts on it, it is not."""

import pytest

from desktop.actions import people, recovery, stations
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.paths import Paths

PASSWORD = "đường lên Nậm Sẻ"
CLOCK = Clock.from_text("2024-03-25T08:12:00")


def set_up(home, *, root):
    made = stations.set_up(Paths(home), CLOCK, unit="107", era="2024", desk="huyen", user="Phùng Chỉn Phà", password=PASSWORD, root=root)
    return made, people.sign_in(Paths(home), CLOCK, None, lambda: PASSWORD)


def test_a_new_code_opens_and_the_old_one_no_longer(tmp_path):
    made, office = set_up(tmp_path, root=False)
    before = stations.show(office).fingerprint
    code = recovery.renew(office)
    assert stations.show(office).fingerprint != before, "the request names the new code, so its words are others"
    stations.request(office, tmp_path / "phieu.dvreq")
    office.close()
    with pytest.raises(Problem) as refused:
        people.recover(Paths(tmp_path), None, str(made.recovery_code), PASSWORD)
    assert refused.value.code == "wrong_password"
    assert people.recover(Paths(tmp_path), None, code, PASSWORD) == "Phùng Chỉn Phà"


def test_a_certified_station_keeps_its_code(tmp_path):
    _, office = set_up(tmp_path, root=True)
    with pytest.raises(Problem) as refused:
        recovery.renew(office)
    office.close()
    assert refused.value.code == "not_allowed"
