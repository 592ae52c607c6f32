"""When this program was made: no laptop can be using it before that day, so an earlier clock is wrong.

The day stands in resources/release.toml; a build of the bundle stamps its own in its place.
"""

import tomllib
from datetime import date
from functools import cache

import resources


@cache
def built_on() -> date:
    """Return the day on which the program was made.

    Raises:
        FileNotFoundError, KeyError, ValueError: it was shipped without one, which the self-check reports.
    """
    found = tomllib.loads(resources.read_text("release.toml"))["built_on"]
    if type(found) is not date:
        raise ValueError("built_on is no day")
    return found
