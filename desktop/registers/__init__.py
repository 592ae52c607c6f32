"""The registers of the office: every module of this folder that has a REGISTER is one.

`SCHEMA` grows when a field is added, renamed or retired; older programs keep what they do not know.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop.registers.fields import REGISTERS
from desktop.registers.model import Register

SCHEMA: Final = 3


def is_declared(register: Register) -> bool:
    """Whether a period asks for records of the register or a declaration: it is dated, no child and no reference table."""
    return bool(register.dated_by) and not (register.parent or register.is_table or register.system)


def _discover() -> dict[str, Register]:
    found: dict[str, Register] = {}
    for info in pkgutil.iter_modules(__path__):
        register = getattr(importlib.import_module(f"{__name__}.{info.name}"), "REGISTER", None)
        if isinstance(register, Register):
            if register.code in found:
                raise ValueError(f"two registers with the code {register.code}")
            found[register.code] = register
    declarable = {register.code: register.title for register in found.values() if is_declared(register)}
    for register in found.values():
        register.fields = tuple(replace(f, options=declarable) if f.options is REGISTERS else f for f in register.fields)
    return dict(sorted(found.items(), key=lambda item: (item[1].system, item[1].number, item[0])))


ALL: Final[Mapping[str, Register]] = _discover()


def children_of(code: str) -> list[str]:
    """Codes of the registers whose `parent` field refers to this one."""
    return [r.code for r in ALL.values() if r.parent and code in r.by_name[r.parent].to]
