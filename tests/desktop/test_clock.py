"""The office's clock, and when it is not believed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest

from desktop.clock import OFFICE_TIME, Clock, doubtful
from desktop.errors import Problem
from desktop.language.dates import format_date
from desktop.release import built_on
from tests.office import open_desk

BUILT = date(2024, 1, 10)
SEEN = datetime(2024, 3, 20, 8, tzinfo=OFFICE_TIME)


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("2024-03-20T08:00:00", datetime(2024, 3, 20, 8, tzinfo=OFFICE_TIME)),
        ("2024-03-20T08:00:00+07:00", datetime(2024, 3, 20, 8, tzinfo=OFFICE_TIME)),
        ("2024-03-19T20:30:00Z", datetime(2024, 3, 20, 3, 30, tzinfo=OFFICE_TIME)),
        ("2024-03-20", datetime(2024, 3, 20, tzinfo=OFFICE_TIME)),
    ],
)
def test_a_given_time_stands_still_in_office_time(text, now):
    clock = Clock.from_text(text)
    assert clock.now() == clock.now() == now
    assert clock.now().utcoffset() == timedelta(hours=7)
    assert clock.today() == date(2024, 3, 20)


@pytest.mark.parametrize("text", [None, ""])
def test_without_a_given_time_the_system_is_asked(text):
    now = Clock.from_text(text).now()
    assert now.utcoffset() == timedelta(hours=7)
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251 - compared with what it reads
    assert now.microsecond == 0


def test_a_text_that_is_no_time_is_refused():
    with pytest.raises(Problem, match="2024-03-20T08:00:00") as refused:
        Clock.from_text("hôm qua")
    assert (refused.value.code, refused.value.where) == ("invalid_value", "SODANVAN_NOW")


@pytest.mark.parametrize(
    ("now", "seen", "built", "reason"),
    [
        (SEEN + timedelta(hours=1), SEEN, BUILT, None),
        (SEEN - timedelta(hours=23), SEEN, BUILT, None),
        (SEEN - timedelta(hours=25), SEEN, BUILT, "lần ghi sổ gần nhất (20/03/2024)"),
        (SEEN, None, None, None),
        (SEEN, None, BUILT, None),
        (datetime(2024, 1, 9, 23, tzinfo=OFFICE_TIME), None, BUILT, "ngày làm ra chương trình (10/01/2024)"),
        (datetime(2024, 1, 9, 17, tzinfo=UTC), None, BUILT, None),  # already the 10th in the office
        (SEEN + timedelta(days=700), SEEN, BUILT, None),
        (SEEN + timedelta(days=740), SEEN, BUILT, "hai năm so với ngày mới nhất mà chương trình biết (20/03/2024)"),
        (SEEN + timedelta(days=740), SEEN, date(2025, 1, 1), None),  # not years ahead of both
        (SEEN + timedelta(days=740), None, BUILT, "hai năm so với ngày mới nhất mà chương trình biết (10/01/2024)"),
    ],
)
def test_an_unlikely_clock_is_doubted_with_the_reason(now, seen, built, reason):
    check = doubtful(now, seen, built)
    assert check.state == ("doubtful" if reason else "ok")
    assert (reason or "") in check.warning
    assert bool(check.warning) == bool(reason)


@dataclass(frozen=True)
class Laptop(Clock):
    """A laptop's own clock that runs so many days off the day of the build."""

    days: int = 0

    def now(self) -> datetime:
        return datetime.combine(built_on() + timedelta(days=self.days), time(8), OFFICE_TIME)


def test_the_office_doubts_a_laptop_that_is_earlier_than_the_program_itself(tmp_path):
    """One whose battery was empty comes up years back; a time that a person has set is his own business."""
    office = open_desk(tmp_path).office
    with office.reading() as connection:
        assert (office.check_clock(connection), office.warnings) == ("ok", [])
        office.clock = Laptop(days=-2)
        assert office.check_clock(connection) == "doubtful"
        assert format_date(built_on()) in office.warnings[-1]
        office.clock = Laptop(days=2)
        assert office.check_clock(connection) == "ok"
    office.close()
