"""The targets of the plan: every module of this folder that has a TARGET is one."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from typing import Final

from desktop.measures.model import Ground
from desktop.measures.targets.model import Item, Target


def _discover() -> dict[str, Target]:
    found: dict[str, Target] = {}
    for info in pkgutil.iter_modules(__path__):
        target = getattr(importlib.import_module(f"{__name__}.{info.name}"), "TARGET", None)
        if isinstance(target, Target):
            found[target.code] = target
    return dict(sorted(found.items()))


ALL: Final[Mapping[str, Target]] = _discover()


def judged(ground: Ground) -> Mapping[str, tuple[Item, ...]]:
    """Return, per unit, all targets in order; judged once however many figures are made of them."""
    return ground.once("targets", _judge)


def _judge(ground: Ground) -> Mapping[str, tuple[Item, ...]]:
    found = [target.judge(ground) for target in ALL.values()]
    return {unit: tuple(one[unit] for one in found) for unit in ground.units}


def part(items: Iterable[Item], code: str) -> Item:
    """Return a target or a part of one by its code.

    Raises:
        StopIteration: there is none.
    """
    return next(one for item in items for one in (item, *item.parts) if one.code == code)
