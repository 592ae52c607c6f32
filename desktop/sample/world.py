"""The whole story of the sample district, step by step; `desktop.actions.demo` tells it from beginning to end."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from desktop import registers
from desktop.actions import lookup, packages, periods, records
from desktop.actions.packages import Import
from desktop.jobs import Job
from desktop.sample import data, delivery, enrolment, printing, quarter
from desktop.sample.desk import USER, Post
from desktop.sample.quarter import CLOSED, DUE, LAST_DAY, LATE, OPENED, PERIOD, TODAY

RICHEST: Final = "03448"
# What becomes of the communes that do not simply close in time and wait for the district.
SILENT, UNFINISHED, TARDY, SENT_BACK = "03457", "03463", "03451", "03442"
ACCEPTED: Final = ("03433", "03439")
_SEED: Final = 107


class World:
    """The laptops of one sample district, while its story is told. `opened` closes them whatever happens."""

    def __init__(self, where: Path, elsewhere: Path, opened: ExitStack) -> None:
        self.where, self.elsewhere = where, elsewhere
        self.stick, self.homes, self.files = where / "packages", where / "homes", where / "enrolment"
        self.communes: dict[str, Post] = {}
        self.down: dict[str, Path] = {}
        self.carried: list[Path] = []
        self.taken: list[Import] = []
        self.reports: list[Path] = []
        self._opened = opened
        self.stick.mkdir(parents=True)
        self.files.mkdir()

    def set_up(self, job: Job) -> None:
        """Stations, words, certificates, tables, calendars; later a second laptop in the richest commune."""
        self.district = self._keep(enrolment.district(self.homes))
        for code in job.each("Lập trạm các xã", data.codes()):
            self.communes[code] = self._keep(enrolment.commune(self.homes, self.files, self.district, code))
        self.first = self.communes[RICHEST]
        self.first.sign_in(self.first.book.story["clerk"])
        self.first.write_up_to("2024-01-14")
        self.first.sign_in(USER)  # certifying is the administrator's
        self.second = self._keep(enrolment.second_laptop(self.where / "laptop-b" / RICHEST, self.files, self.first, self.first.book))
        self.second.written = enrolment.SECOND_LAPTOP
        self.first.sign_in(self.first.book.story["clerk"])

    def _keep(self, post: Post) -> Post:
        self._opened.callback(lambda: post.office.close())
        return post

    def open_period(self, job: Job) -> None:
        """The district opens the quarter and sends its dates down."""
        job.check()
        self.district.write_up_to(OPENED)
        self._send_down(quarter.open_period(self.district, self.stick))

    def _send_down(self, files: list[Path]) -> None:
        self.down = {file.name.split("_")[2]: file for file in files}

    def write(self, job: Job) -> None:
        """Everybody writes his quarter; in the richest commune on two laptops at once."""
        self.carried = quarter.two_laptops(self.first, self.second, self.stick)
        for code, post in job.each("Ghi sổ các xã", self.communes.items(), len(self.communes)):
            post.write_up_to(LAST_DAY)
            if code != SILENT:
                packages.receive(post.at(LAST_DAY, "15:00").office, [self.down[code]])

    def close(self, job: Job) -> None:
        """Who is ready closes and sends."""
        self.sent = {}
        for code, post in job.each("Chốt kỳ", self.communes.items(), len(self.communes)):
            if code in (SILENT, TARDY):
                continue
            if code != UNFINISHED:
                self._close(post, CLOSED)
            self.sent[code] = quarter.send(post, self.stick, CLOSED)[0]

    def _close(self, post: Post, day: str) -> None:
        head, clerk = post.book.story["head"], post.book.story.get("clerk")
        if clerk:
            post.sign_in(head)
        quarter.close(post, day)
        if clerk:
            post.sign_in(clerk)

    def deliver(self, job: Job) -> None:
        """The sticks come in, with all that is wrong with sticks."""
        job.check()
        stranger = delivery.of_a_stranger(self.elsewhere / "stranger", self.stick)
        awry = [delivery.second_copy(self.sent[RICHEST]), delivery.damaged_copy(self.sent["03433"]), self.carried[-1], *stranger]
        self.taken.append(delivery.receive(self.district, delivery.shuffled([*self.sent.values(), *awry], _SEED), "2024-03-18"))

    def review(self, job: Job) -> None:
        """The district returns one item and a whole period, accepts others; the correction comes back and is accepted."""
        told = self.first.book.story["returned"]
        at = self.district.at("2024-03-19").office
        periods.return_period(at, self.first.book.unit, PERIOD, told["comment"], cell=told["cell"])
        sent_back = self.communes[SENT_BACK].book
        periods.return_period(at, sent_back.unit, PERIOD, sent_back.story["returned"]["comment"])
        for code in ACCEPTED:
            periods.accept_period(at, self.communes[code].book.unit, PERIOD)
        self._send_down([one.file for one in packages.export(self.district.at("2024-03-19", "10:00").office, self.stick).written])
        for code in job.each("Xã nhận gói xuống", (RICHEST, SENT_BACK, *ACCEPTED)):
            packages.receive(self.communes[code].at("2024-03-19", "15:00").office, [self.down[code]])
        self._correct(told)

    def _correct(self, told: dict[str, Any]) -> None:
        record = data.record_id(self.first.book.unit, told["register"], told["key"])
        records.edit(self.first.at(DUE, "08:15").office, told["register"], record, {told["field"]: told["right"]})
        self._close(self.first, DUE)
        again = quarter.send(self.first, self.stick, DUE)
        self._close(self.communes[TARDY], LATE)
        again += quarter.send(self.communes[TARDY], self.stick, LATE)
        self.taken.append(delivery.receive(self.district, again, LATE))
        periods.accept_period(self.district.at(LATE, "15:00").office, self.first.book.unit, PERIOD)
        self._send_down([one.file for one in packages.export(self.district.at(LATE, "16:00").office, self.stick).written])
        packages.receive(self.first.at(LATE, "16:30").office, [self.down[RICHEST]])

    def answer(self, job: Job) -> None:
        """The commune whose period came back adds what it forgot and closes again; its stick lies there, not taken in yet."""
        job.check()
        post = self.communes[SENT_BACK]
        post.write_up_to(LATE)
        self._close(post, LATE)
        quarter.send(post, self.stick, LATE)

    def go_on(self, job: Job) -> None:
        """Life goes on after the quarter; something is left half typed."""
        for post in job.each("Ghi tiếp", self.communes.values()):
            post.write_up_to(TODAY)
        self.second.write_up_to(TODAY)
        self.district.write_up_to(TODAY)
        for draft in self.first.book.story["drafts"]:
            values = {name: data.resolved(self.first.book.unit, value) for name, value in draft["values"].items()}
            record = data.record_id(self.first.book.unit, draft["register"], draft["key"])
            records.add(self.first.at(TODAY, "07:50").office, draft["register"], [(values, record)], draft=True)

    def print(self, job: Job) -> None:
        """Reports of a commune that closed, of one that has not, and of the district."""
        folder = self.where / "reports"
        folder.mkdir()
        self.reports = [printing.of_commune(self.communes[code], folder) for code in job.each("In báo cáo", (RICHEST, UNFINISHED))]
        self.reports += printing.of_district(self.district, folder)

    def summary(self) -> dict[str, dict[str, Any]]:
        """Return by unit where its home lies, who signs in, and how many records it keeps."""
        self.first.sign_in(USER)
        posts = {"107": self.district, **self.communes}
        found = {code: {"home": str(post.home), "user": USER, "records": _count(post)} for code, post in sorted(posts.items())}
        found[RICHEST]["second_home"] = str(self.second.home)
        return found


def _count(post: Post) -> int:
    kept = [code for code, register in registers.ALL.items() if not register.system]
    return sum(one.unit == post.book.unit for code in kept for one in lookup.listing(post.office, code, lookup.Ask()).records)
