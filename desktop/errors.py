"""What the office is told when something cannot be done: what happened, where, and what to do.

One exception carries it from the rule that refuses to the window or the command line that says it.
The codes are a closed set: programs that drive the command line decide by them, so a new one is a
change of the contract and not of a module.
"""

from collections.abc import Mapping, Sequence
from typing import Any

CODES = frozenset(
    {
        "wrong_password",
        "no_station",
        "station_exists",
        "unknown_unit",
        "unknown_register",
        "unknown_field",
        "unknown_record",
        "unknown_period",
        "unknown_station",
        "invalid_value",
        "required_missing",
        "rule_broken",
        "not_allowed",
        "period_closed",
        "not_a_package",
        "damaged",
        "forged",
        "misaddressed",
        "revoked",
        "fork",
        "unknown_sender",
        "rolled_back",
        "too_new",
        "wrong_fingerprint",
        "fingerprint_needed",
        "disk_full",
        "read_only",
        "locked",
        "no_display",
    }
)


class Problem(Exception):
    """A refusal or a failure that a person can read and act upon.

    Attributes:
        code: One of `CODES`.
        message: Vietnamese, one line: what happened, where, what to do.
        where: The field, file, path or words that it is about; "" when there is none.
        errors: Details of a refusal of several things at once, e.g. one entry per field.
    """

    def __init__(self, code: str, message: str, where: str = "", errors: Sequence[Mapping[str, Any]] = ()) -> None:
        if code not in CODES:
            raise ValueError(f"not a code of the contract: {code!r}")
        # A name from somebody else's stick may hold line breaks; the answer is one line on stderr.
        self.message = " ".join(message.split())
        if not self.message:
            raise ValueError(f"a problem needs a sentence: {code}")
        super().__init__(self.message)
        self.code = code
        self.where = where
        self.errors = [dict(error) for error in errors]
