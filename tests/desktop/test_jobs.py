"""Work that says how far it is and can be stopped between any two steps."""

import pytest

from desktop.jobs import Cancelled, Job, Progress


def test_every_item_is_reported_before_it_is_done_and_the_end_after_the_last():
    heard: list[Progress] = []
    assert list(Job(heard.append).each("gói", ["a", "b"])) == ["a", "b"]
    assert heard == [Progress("gói", 0, 2), Progress("gói", 1, 2), Progress("gói", 2, 2)]


def test_an_unknown_length_is_reported_as_unknown():
    heard: list[Progress] = []
    list(Job(heard.append).each("dòng", iter("ab")))
    assert heard[-1] == Progress("dòng", 2, None)


@pytest.mark.parametrize("at", range(4))
def test_a_job_stopped_at_any_step_goes_no_further(at: int):
    job, done = Job(), []

    def work() -> None:
        for number in job.each("bước", range(4)):
            if number == at:
                job.stop()
            done.append(number)

    with pytest.raises(Cancelled):
        work()
    assert done == list(range(at + 1))


def test_a_job_stopped_before_it_began_does_nothing():
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        next(job.each("bước", range(3)))
