"""The targets of the plan: every module of this folder that has a TARGET is one."""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Final

from desktop.measures.targets.model import Target


def _discover() -> dict[str, Target]:
    found: dict[str, Target] = {}
    for info in pkgutil.iter_modules(__path__):
        target = getattr(importlib.import_module(f"{__name__}.{info.name}"), "TARGET", None)
        if isinstance(target, Target):
            found[target.code] = target
    return dict(sorted(found.items()))


ALL: Final[Mapping[str, Target]] = _discover()
