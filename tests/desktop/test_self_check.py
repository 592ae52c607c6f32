"""The check after a build: complete here, and it notices what is missing."""

import pytest

from desktop import forms, measures, registers, self_check
from desktop.measures import targets


def test_everything_is_here():
    said: list[str] = []
    assert self_check.run(said.append) == 0
    assert said[-1] == "Đủ.\n"


def test_a_register_that_another_one_needs_is_missed(monkeypatch):
    monkeypatch.setattr(registers, "ALL", {code: one for code, one in registers.ALL.items() if code != "village"})
    said: list[str] = []
    assert self_check.run(said.append) == 1
    assert any("thiếu village" in line for line in said)


@pytest.mark.parametrize("read_before", [True, False])
def test_a_measure_that_a_form_needs_is_missed(monkeypatch, read_before):
    forms.all_forms.cache_clear()
    if read_before:
        forms.all_forms()
    monkeypatch.setattr(measures, "ALL", {})
    assert any("thiếu chỉ tiêu" in fault for _, _, fault in self_check.findings())


def test_a_target_that_was_not_shipped_is_missed(monkeypatch):
    monkeypatch.setattr(targets, "ALL", {code: one for code, one in targets.ALL.items() if code != "CT4"})
    assert ("Chỉ tiêu của kế hoạch", 4, "ít hơn 5") in list(self_check.findings())


def test_a_font_that_was_not_shipped_is_missed(monkeypatch):
    monkeypatch.setattr(self_check, "FONTS", (*self_check.FONTS, "NotoSans-Black"))
    assert ("Phông chữ", len(self_check.FONTS) - 1, "thiếu NotoSans-Black") in list(self_check.findings())


def test_a_build_without_its_day_is_missed(monkeypatch):
    def missing() -> None:
        raise FileNotFoundError("release.toml")

    monkeypatch.setattr(self_check, "built_on", missing)
    assert any("release.toml" in fault for _, _, fault in self_check.findings())
