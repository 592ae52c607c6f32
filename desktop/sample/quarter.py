"""The quarter of the sample: the district opens the period, communes write, close and send, each in its own way."""

from pathlib import Path
from typing import Final

from desktop.actions import conflicts, packages, periods, records
from desktop.actions.periods import NewPeriod
from desktop.sample.data import record_id
from desktop.sample.desk import Post
from desktop.sample.enrolment import hand_over

PERIOD: Final = "2024-Q1"
OPENED, LAST_DAY, CLOSED, DUE, LATE, TODAY = "2024-03-04", "2024-03-14", "2024-03-15", "2024-03-20", "2024-03-22", "2024-03-25"


def open_period(district: Post, stick: Path) -> list[Path]:
    """Let the district open the period with its own day of delivery; return the packages that tell the communes."""
    periods.open_period(district.at(OPENED).office, NewPeriod("quarter", 2024, 1, due=DUE))
    return [one.file for one in packages.export(district.at(OPENED, "10:00").office, stick).written]


def two_laptops(first: Post, second: Post, stick: Path) -> list[Path]:
    """Let two laptops of one commune write side by side: one rival answer is settled, another stays for a person."""
    carried = hand_over(first, second, stick, "2024-01-15")
    first.write_up_to("2024-02-26")
    second.write_up_to("2024-02-26")
    carried += hand_over(second, first, stick, "2024-02-26") + hand_over(first, second, stick, "2024-02-26")
    first.write_up_to("2024-03-05")
    second.write_up_to("2024-03-05")
    _edit_both(first, second, first.book.story["conflicts"]["settled"])
    _edit_both(first, second, first.book.story["conflicts"]["open"])
    carried += hand_over(second, first, stick, "2024-03-11")
    first.write_up_to(LAST_DAY)
    first.at("2024-03-12").sign_in(first.book.story["head"])
    _settle(first, first.book.story["conflicts"]["settled"])
    first.sign_in(first.book.story["clerk"])
    return carried + hand_over(first, second, stick, "2024-03-12")


def _edit_both(first: Post, second: Post, told: dict[str, str]) -> None:
    record = record_id(first.book.unit, told["register"], told["key"])
    records.edit(first.at("2024-03-06", "09:00").office, told["register"], record, {told["field"]: told["first"]})
    records.edit(second.at("2024-03-06", "14:00").office, told["register"], record, {told["field"]: told["second"]})


def _settle(post: Post, told: dict[str, str]) -> None:
    record = record_id(post.book.unit, told["register"], told["key"])
    conflict = f"{record}.{told['field']}"
    found = next(one for one in conflicts.listing(post.office) if one.id == conflict)
    take = next(head.op for head in found.heads if head.value == told["taken"])
    conflicts.resolve(post.office, conflict, take=take)


def close(post: Post, day: str) -> None:
    """Declare what did not happen and close the period on the chairman's word."""
    periods.nothing_happened(post.at(day, "08:30").office, PERIOD, all_empty=True)
    periods.close_period(post.at(day, "09:00").office, PERIOD, signer=post.book.story.get("head"))


def send(post: Post, stick: Path, day: str) -> list[Path]:
    """Export the package for the district."""
    return [one.file for one in packages.export(post.at(day, "10:30").office, stick).written]
