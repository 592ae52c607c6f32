"""The two lanes of work: each answer is heard once, on the thread of the window, or not at all."""

import threading

import shiboken6
from PySide6.QtCore import QObject, QThread

from desktop.jobs import Cancelled, Job, Progress
from ui.tasks import Tasks


def ignore(_anything: object) -> None:
    """Hear nothing."""


def make(qtbot) -> tuple[Tasks, QObject]:
    return Tasks(), QObject()


def test_two_thousand_instant_tasks_are_each_heard_once(qtbot):
    tasks, owner = make(qtbot)
    heard: list[int] = []
    for number in range(2000):
        tasks.read(owner, lambda _job, n=number: n, heard.append, ignore)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    assert sorted(heard) == list(range(2000))


def test_an_answer_comes_on_the_thread_of_the_window(qtbot):
    tasks, owner = make(qtbot)
    threads: list[QThread] = []
    worked: list[threading.Thread] = []
    tasks.read(owner, lambda _job: worked.append(threading.current_thread()), lambda _none: threads.append(QThread.currentThread()), ignore)
    qtbot.waitUntil(lambda: bool(threads), timeout=5000)
    assert threads == [owner.thread()]
    assert worked[0] is not threading.main_thread()


def test_forty_endless_tasks_that_are_stopped_each_end_once_as_cancelled(qtbot):
    tasks, owner = make(qtbot)
    ends: list[BaseException] = []

    def endless(job: Job) -> None:
        while True:
            job.step("mãi", 0)

    jobs = [tasks.read(owner, endless, ignore, ends.append) for _ in range(40)]
    for job in jobs:
        job.stop()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    assert [type(end) for end in ends] == [Cancelled] * 40


def test_a_hundred_thousand_steps_are_few_signals_and_the_last_is_always_among_them(qtbot):
    tasks, owner = make(qtbot)
    heard: list[Progress] = []

    def long(job: Job) -> int:
        return sum(1 for _ in job.each("dòng", range(100_000)))

    done: list[int] = []
    tasks.write(owner, long, done.append, ignore, heard.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert len(heard) < 50
    assert heard[-1] == Progress("dòng", 100_000, 100_000)


def test_two_writing_tasks_never_overlap(qtbot):
    tasks, owner = make(qtbot)
    inside: list[int] = []
    most: list[int] = []
    done: list[None] = []

    def work(job: Job) -> None:
        inside.append(1)
        most.append(len(inside))
        for _ in job.each("x", range(2000)):
            pass
        inside.pop()

    for _ in range(20):
        tasks.write(owner, work, done.append, ignore)
    qtbot.waitUntil(lambda: len(done) == 20, timeout=10_000)
    assert max(most) == 1


def test_a_page_closed_before_its_rows_arrive_hears_nothing(qtbot):
    tasks, owner = make(qtbot)
    go, heard = threading.Event(), []
    tasks.read(owner, lambda _job: go.wait(5), heard.append, heard.append)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)
    assert heard == []


def test_what_the_work_raises_goes_to_failed_and_not_to_done(qtbot):
    tasks, owner = make(qtbot)
    good, bad = [], []

    def breaks(_job: Job) -> None:
        raise ValueError("hỏng")

    tasks.write(owner, breaks, good.append, bad.append)
    qtbot.waitUntil(lambda: bool(bad), timeout=5000)
    assert good == []
    assert str(bad[0]) == "hỏng"


def test_closing_the_program_stops_what_runs_and_waits_for_it(qtbot):
    tasks, owner = make(qtbot)
    ends: list[BaseException] = []

    def endless(job: Job) -> None:
        while True:
            job.check()

    tasks.write(owner, endless, ignore, ends.append)
    tasks.stop_all()
    qtbot.waitUntil(lambda: bool(ends), timeout=5000)
    assert isinstance(ends[0], Cancelled)
