"""One value of a field, from what a person or a file gives to what is kept, and back to what is shown.

Texts are NFC without control characters; numbers are whole or decimal strings, never floats; days are ISO inside and
dd/MM/yyyy outside; a reference also accepts the unique name of what it points to.
"""

import uuid
from collections.abc import Callable
from decimal import Decimal

from desktop import registers
from desktop.errors import Problem
from desktop.language.dates import format_date, parse_date
from desktop.language.numbers import canonical_decimal, format_number, parse_int
from desktop.language.vietnamese import clean, clean_line, is_blank
from desktop.registers.fields import Field, Kind

Resolve = Callable[[tuple[str, ...], str], str | None]
"""(registers, id or unique key) → id of a record that exists, or None."""
NameOf = Callable[[tuple[str, ...], str], str | None]
_SEVERAL = "; "
"""Between several answers, as in a sheet: names of answers hold commas ("Kỷ luật, kỷ cương")."""
_YES = frozenset({"true", "1", "có", "co", "yes"})
_NO = frozenset({"false", "0", "không", "khong", "no"})


def _bad(field: Field, message: str) -> Problem:
    return Problem("invalid_value", f"{field.label}: {message}", where=field.name)


def parse_value(field: Field, raw: object, resolve: Resolve) -> object:
    """Return the value as it is kept; None for an empty one.

    Raises:
        Problem: invalid_value, with the field's label and what is wrong.
    """
    if raw is None or (isinstance(raw, str) and is_blank(raw)) or raw == []:
        return None
    try:
        return _PARSERS[field.kind](field, raw, resolve)
    except Problem as problem:  # what is no number, no day or no plain text does not know its column
        said = problem.message
        raise Problem(problem.code, said if said.startswith(f"{field.label}: ") else f"{field.label}: {said}", field.name) from problem


def _text(field: Field, raw: object, _: Resolve) -> object:
    if not isinstance(raw, str):
        raise _bad(field, "phải là chữ.")
    text = (clean if field.kind is Kind.LONGTEXT else clean_line)(raw, where=field.name).strip()
    if field.max_length and len(text) > field.max_length:
        raise _bad(field, f"dài {len(text)} chữ, nhiều nhất {field.max_length}. Viết ngắn lại.")
    return text or None


def _count(field: Field, raw: object, _: Resolve) -> object:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise _bad(field, "phải là số nguyên.")
    number = raw if isinstance(raw, int) else parse_int(raw, where=field.name)
    if field.minimum is not None and number < field.minimum:
        raise _bad(field, f"không nhỏ hơn {field.minimum}.")
    if abs(number) >= 2**53:
        raise _bad(field, "số quá lớn.")
    return number


def _decimal(field: Field, raw: object, _: Resolve) -> object:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _bad(field, "phải là số.")
    text = canonical_decimal(repr(raw) if isinstance(raw, float) else str(raw), where=field.name)
    if field.minimum is not None and Decimal(text) < field.minimum:
        raise _bad(field, f"không nhỏ hơn {field.minimum}.")
    return text


def _date(field: Field, raw: object, _: Resolve) -> object:
    if not isinstance(raw, str):
        raise _bad(field, "phải là ngày, ví dụ 25/03/2024.")
    return parse_date(raw.strip(), where=field.name).isoformat()


def _flag(field: Field, raw: object, _: Resolve) -> object:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().casefold() if isinstance(raw, str) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise _bad(field, "ghi true (có) hoặc false (không).")


def _choice(field: Field, raw: object, _: Resolve) -> object:
    if isinstance(raw, str) and raw.strip() in field.options:
        return raw.strip()
    raise _bad(field, f"“{raw}” không có trong danh mục. Chọn một trong: {_offered(field)}.")


def _offered(field: Field) -> str:
    return "; ".join(f"{label} ({code})" for code, label in field.options.items())


def _many(raw: object) -> list[object]:
    if isinstance(raw, str):
        return [part.strip() for part in raw.split(",") if part.strip()]
    return list(raw) if isinstance(raw, list | tuple) else [raw]


def _choices(field: Field, raw: object, resolve: Resolve) -> object:
    return list(dict.fromkeys(_choice(field, one, resolve) for one in _many(raw)))


def _ref(field: Field, raw: object, resolve: Resolve) -> object:
    text = raw.strip() if isinstance(raw, str) else ""
    found = resolve(field.to, as_uuid(text) or text) if text else None
    if found is None:
        raise _bad(field, _nowhere(field, text))
    return found


def _nowhere(field: Field, text: str) -> str:
    books = " hoặc ".join(f"“{registers.ALL[code].title}”" for code in field.to if code in registers.ALL)
    wanted = "bản ghi này" if as_uuid(text) else f"“{text}”"
    return f"sổ {books} không có {wanted}. Ghi vào sổ đó trước, hoặc ghi đúng tên, số, mã của bản ghi."


def _refs(field: Field, raw: object, resolve: Resolve) -> object:
    if isinstance(raw, str) and (whole := resolve(field.to, raw.strip())):
        return [whole]  # a name may hold a comma
    return list(dict.fromkeys(_ref(field, one, resolve) for one in _many(raw)))


def _structure(field: Field, raw: object, _: Resolve) -> object:
    if isinstance(raw, dict):
        return raw
    raise _bad(field, "chỉ chương trình tự ghi.")


_PARSERS: dict[Kind, Callable[[Field, object, Resolve], object]] = {
    Kind.TEXT: _text, Kind.LONGTEXT: _text, Kind.COUNT: _count, Kind.DECIMAL: _decimal, Kind.DATE: _date, Kind.FLAG: _flag,
    Kind.CHOICE: _choice, Kind.CHOICES: _choices, Kind.REF: _ref, Kind.REFS: _refs, Kind.OBJECT: _structure,
}  # fmt: skip


def as_uuid(text: str) -> str | None:
    """Return a record id in its one spelling, or None when the text is none."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None


def show_value(field: Field, value: object, name_of: NameOf) -> str:
    """Return a value as the office reads it; "" for an empty one."""
    if value is None or value == []:
        return ""
    if field.kind in (Kind.CHOICES, Kind.REFS) and isinstance(value, list):
        return _SEVERAL.join(_shown(field, one, name_of) for one in value)
    return _shown(field, value, name_of)


def _shown(field: Field, value: object, name_of: NameOf) -> str:
    match field.kind:
        case Kind.DATE:
            return format_date(str(value))
        case Kind.FLAG:
            return "Có" if value else "Không"
        case Kind.CHOICE | Kind.CHOICES:
            return field.options.get(str(value), str(value))
        case Kind.REF | Kind.REFS:
            return name_of(field.to, str(value)) or "không có ở đây"
        case Kind.COUNT if isinstance(value, int):
            return format_number(value) if field.grouped else str(value)
        case Kind.DECIMAL:
            return format_number(str(value))
        case _:
            return str(value)
