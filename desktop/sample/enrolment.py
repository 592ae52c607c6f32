"""Stations of the sample are set up and certified: by file and eight words both ways, as every office does it."""

from pathlib import Path

from desktop.actions import packages, people, stations
from desktop.sample.data import Book, book
from desktop.sample.desk import PASSWORD, Post, open_post, plan_sessions

DISTRICT_OPENS, COMMUNES_OPEN = "2023-12-04", "2023-12-05"
SECOND_LAPTOP = "2024-01-15"


def district(homes: Path) -> Post:
    """Set the district's station up, with the root of this world."""
    post = open_post(homes / "107", book("107"), "huyen", DISTRICT_OPENS, root=True)
    post.write_up_to("2023-12-06")
    return post


def commune(homes: Path, files: Path, upper: Post, code: str) -> Post:
    """Set a commune's station up and have it certified by the district; fill its tables and its calendar in."""
    post = open_post(homes / code, book(code), "xa", COMMUNES_OPEN)
    certify(post, upper.at(COMMUNES_OPEN, "14:00"), files, code)
    post.write_up_to("2023-12-06")
    plan_sessions(post.at("2023-12-07"))
    for name, roles in post.book.story.get("accounts", {}).items():
        people.add(post.office, name, roles, PASSWORD)
    return post


def second_laptop(home: Path, files: Path, first: Post, kept: Book) -> Post:
    """Set a second laptop of a commune up; the first one certifies it and hands everything over in a `home` package."""
    post = open_post(home, kept, "xa", SECOND_LAPTOP, laptop="B")
    post.written = SECOND_LAPTOP
    certify(post, first.at(SECOND_LAPTOP, "09:00"), files, f"{kept.code}B")
    return post


def certify(post: Post, giver: Post, files: Path, name: str) -> None:
    """Ask, compare the eight words both ways, accept."""
    asked, answered = files / f"{name}-dang-ky.goi", files / f"{name}-chung-nhan.goi"
    words = stations.request(post.office, asked)
    stations.admit(giver.office, asked, words, None, answered)
    root = stations.show(giver.office).root_words
    stations.accept(post.office, answered, root)


def hand_over(giver: Post, taker: Post, stick: Path, day: str) -> list[Path]:
    """Carry a `home` package from one laptop to the other of the same commune."""
    written = packages.export(giver.at(day, "15:00").office, stick, kind="home").written
    packages.receive(taker.at(day, "15:30").office, [one.file for one in written])
    return [one.file for one in written]
