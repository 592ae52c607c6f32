"""The measures of the office: every module of this folder that has a MEASURE is one.

A form names a measure and its filter values; a new measure is one new file here, a new form none.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Final

from desktop.measures.model import Measure


def _discover() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for info in pkgutil.iter_modules(__path__):
        measure = getattr(importlib.import_module(f"{__name__}.{info.name}"), "MEASURE", None)
        if isinstance(measure, Measure):
            if measure.code in found:
                raise ValueError(f"two measures with the code {measure.code}")
            found[measure.code] = measure
    return dict(sorted(found.items()))


ALL: Final[Mapping[str, Measure]] = _discover()
