"""A valid record of any register, made from its declaration; a test changes only what it is about."""

from collections.abc import Callable
from typing import Any

from desktop import registers
from desktop.registers.model import Field, Kind

DAY = "2024-03-25"
Refer = Callable[[str], str]


def marker(code: str) -> str:
    """Return what stands for a record of a register as long as nobody says which: `→village`."""
    return f"→{code}"


# What a declaration alone cannot say: keys with a form of their own, and fields that a rule asks for as a flag.
_MEANT: dict[str, dict[str, Any]] = {
    "agency": {"code": "107.01"},
    "admin_stat": {"period_id": "2024-Q1", "dossiers_in": 3, "dossiers_done": 3},
    "board": {"members_n": 5},
    "community_decision": {"hh_total": 10, "hh_present": 10, "hh_absent": 0, "votes_for": 8},
    "consultation": {"answered_n": 3, "asked_n": 3},
    "contribution": {"activity_id": marker, "money": 1, "period": "2024-Q1"},
    "council_question": {"has_promise": False},
    "inspection": {"recs_n": 0},
    "legal_rule": {"value": "10"},
    "model": {"registered_on": DAY, "registered_with": marker},
    "model_evaluation": {"result": "dat"},
    "village_conference": {"year": 2024},
    "period_close": {"period": "2024-Q1"},
    "period_declaration": {"period": "2024-Q1"},
    "period_review": {"period": "2024-Q1", "for_unit": "2024:03433"},
    "report_period": {"code": "2024-Q1", "kind": "quarter", "year": 2024, "n": 1, "from_date": "2023-12-15", "to_date": "2024-03-14"},
    "dialogue": {"announced_on": "2024-03-11"},
    "opening_figure": {"form": "DV-05", "column": "9"},
    "total_on_behalf": {"for_unit": "03433", "period": "2024-Q1", "form": "DV-05", "column": "9"},
    "plan_doc": {"doc_no": "12/KH-UBND", "doc_date": DAY, "issued_on": DAY},
    "publication_plan": {"duration_days": 0},
    "dissemination": {"kind": "tuyen_truyen"},
    "democracy_rule": {"consulted_people": True},
    "mediation_team": {"members_n": 3, "has_dtts": True},
    "mediation_month": {"month": "2024-02", "received": 3},
    "model_progress": {"quarter": "2024-Q2"},
    "violation_stat": {"period_id": "2024-Q1"},
    "report_issue": {"period_id": "2024-Q1"},
    "denunciation_stat": {"paper_ref": "M05/2024", "accepted_on": DAY},
}


def valid(code: str, /, refer: Refer = marker, **changes: Any) -> dict[str, Any]:
    """Return the values of a record that may be saved.

    Args:
        code: The register.
        refer: Given the code of a register, the id of a record of it; by default a marker.
        changes: Fields that the test is about; None leaves one out.
    """
    register = registers.ALL[code]
    meant = _MEANT.get(code, {})
    row: dict[str, Any] = {name: refer(register.by_name[name].to[0]) if value is marker else value for name, value in meant.items()}
    row |= changes
    for field in register.fields:  # what decides stands before what depends on it
        if field.name not in row and not field.auto and field.is_required(row):
            row[field.name] = harmless(field, refer)
    return {name: value for name, value in row.items() if value is not None}


def harmless(field: Field, refer: Refer = marker) -> Any:
    """Return a value that the field takes."""
    match field.kind:
        case Kind.CHOICE:
            return next(iter(field.options))
        case Kind.CHOICES:
            return [next(iter(field.options))]
        case Kind.REF:
            return refer(field.to[0])
        case Kind.REFS:
            return [refer(field.to[0])]
        case Kind.COUNT:
            return max(1, field.minimum or 1)
        case Kind.DECIMAL:
            return "1"
        case Kind.DATE:
            return DAY
        case Kind.FLAG:
            return True
        case Kind.OBJECT:
            return {}
        case _:
            return field.label
