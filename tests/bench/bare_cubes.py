"""The bare aggregates of the columns of all forms: each book counted by what its columns tell apart, one statement a walk.

Written down here by hand, from the columns and not from the measures: what any program has to ask that fills these forms.
"""

from collections.abc import Sequence

from db.driver import Connection

FIRST, LAST, NEW_YEAR = "2023-12-15", "2024-03-14", "2024-01-01"
_IN = f"_date BETWEEN '{FIRST}' AND '{LAST}'"
_YEAR = f"_date BETWEEN '{NEW_YEAR}' AND '{LAST}'"
_CAME = f"_date <= '{LAST}'"
_MONEY = ("money_state", "money_return_org", "money_return_ind")
_FOUND = (
    "land_state", "land_return_org", "land_return_ind", "orgs_n", "inds_n", "handled_n", "handled_officials_n", "transferred_case_n",
    "transferred_persons_n", "transferred_officials_n", "prosecuted_case_n", "prosecuted_persons_n", "prosecuted_officials_n",
)  # fmt: skip
_HANDLED = "coalesce({}action_date, accepted_on, _date)"
_STAGE = "(_date < '{first}'), (action IS NOT NULL AND {day} < '{first}'), (action IS NOT NULL AND {day} <= '{last}')"

Cube = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Book, condition, what its columns tell apart, what they add up."""


def _letters(book: str, day: str, apart: tuple[str, ...]) -> list[Cube]:
    stage = _STAGE.format(first=FIRST, last=LAST, day=day)
    done = f"(resolved_on BETWEEN '{FIRST}' AND '{LAST}'), (coalesce(executed_on, resolved_on) BETWEEN '{FIRST}' AND '{LAST}')"
    return [(book, _CAME, (stage, *apart), ()), (book, _CAME, (done, "exec_status", *apart[:1]), (*_MONEY, *_FOUND))]


CUBES: tuple[Cube, ...] = (
    ("dissemination", _IN, ("kind", "form"), ("sessions", "participants", "women", "broadcast_times", "materials_qty")),
    ("dissemination", _YEAR, ("docs",), ()),
    ("dissemination", _IN, ("villages",), ()),
    ("village", "1", ("tags",), ()),
    ("assignment", f"valid_from <= '{LAST}'", ("role", "scope", "official_id"), ()),
    ("training_session", _IN, ("level", "external_training"), ("present_n",)),
    ("training_attendance", _CAME, ("official_id", "present"), ()),
    (
        "model",
        _YEAR,
        ("state_type", "field4", "kind", "is_pilot", "is_self_managed"),
        ("hh_involved", "money_contrib", "land_m2", "labour_days"),
    ),
    ("model", _YEAR, ("villages",), ()),
    ("model_evaluation", _YEAR, ("result", "recognised_level", "model_id"), ()),
    ("reward", _IN, ("reason", "target_kind"), ("count",)),
    ("reception_session", _IN, ("kind", "actor", "held", "_date"), ()),
    ("dialogue", _IN, ("kind", "head_present"), ("participants",)),
    ("dialogue_opinion", _IN, ("answered",), ("times_raised",)),
    ("commitment", _IN, ("source_kind", "state", f"(done_on <= '{LAST}')"), ()),
    *_letters(
        "petition",
        _HANDLED.format(""),
        ("kind", "signatory_type", "category", "prior_status", "admissible", "in_competence", "action", "level_kn", "case_key"),
    ),
    ("petition", _IN, ("marks",), ()),
    *_letters(
        "denunciation_stat",
        "coalesce(accepted_on, _date)",
        ("category", "prior_status", "admissible", "in_competence", "action", "level_tc", "result"),
    ),
    ("period_declaration", "period = '2024-Q1'", ("register", "state"), ("hot_spots_n",)),
    ("mediation_team", "1", ("active", "active_from", "active_to"), ("members_n", "women_n")),
    ("mediation_case", _IN, ("scope", "outcome", f"(ended_on <= '{LAST}')", "execution"), ()),
    ("mediation_month", _IN, ("scope",), ("received", "thanh", "khong_thanh", "dang")),
    ("voter_meeting", _IN, (), ("voters_n",)),
    (
        "voter_petition",
        _CAME,
        (
            "competence",
            "result",
            f"(_date < '{FIRST}')",
            f"(answered_on < '{FIRST}')",
            f"(answered_on <= '{LAST}')",
            f"(due_on < '{LAST}')",
        ),
        (),
    ),
    ("council_question", _IN, (), ()),
    ("publication_plan", f"planned_on BETWEEN '{FIRST}' AND '{LAST}'", ("item_code",), ()),
    ("publication", _IN, ("item_code", "on_time", "complete", "forms"), ()),
    ("community_decision", _IN, ("passed",), ("hh_present", "hh_total")),
    ("consultation", _IN, ("unit_asked", "sub_tag"), ("answered_n", "accepted_n")),
    ("village_conference", _IN, (), ()),
    ("board", f"term_from <= '{LAST}'", ("kind", "term_to"), ("members_n",)),
    ("oversight_activity", _IN, ("board_id", "kind"), ("recs_n", "recs_accepted_n")),
    ("coop_activity", _IN, ("kind",), ("recs_n", "recs_answered_n")),
    ("contribution", _IN, (), ("money", "labour_days", "land_m2")),
    ("inspection", _IN, ("kind",), ("recs_n",)),
    ("inspection", _IN, ("content_tags",), ()),
    ("violation_stat", _IN, ("handling",), ("persons_n",)),
    ("media_item", _IN, ("channel", "topic"), ()),
    ("plan_doc", _IN, ("kind",), ()),
    ("plan_doc", _CAME, ("kind", "horizon_from", "doc_no"), ()),
    ("plan_task", "1", ("section", "task_status", f"(due_on <= '{LAST}')", f"(done_on <= '{LAST}')", "(done_on <= due_on)"), ()),
    ("steering_committee", f"decision_date <= '{LAST}'", (), ()),
    ("committee_meeting", _IN, (), ()),
    ("democracy_rule", f"valid_from <= '{LAST}'", ("kind", "valid_to"), ()),
    ("doc_review", _IN, ("result",), ()),
    ("review_event", _IN, ("kind",), ()),
    (
        "admin_stat",
        _IN,
        ("period_from", "period_to"),
        ("dossiers_in", "dossiers_done", "on_time", "early", "online_in", "survey_out", "survey_back", "satisfied"),
    ),
    ("report_issue", _IN, ("version", "on_time"), ()),
)
_VISITS = (
    "SELECT v._unit, s.kind, s.actor, v.is_first, v.people_count >= 5, v.case_key, count(*), sum(v.people_count) FROM r_reception_visit v "
    "JOIN r_reception_session s ON s._unit = v._unit AND s._id = v.session_id "
    f"WHERE v._date BETWEEN '{FIRST}' AND '{LAST}' AND v._deleted = 0 AND v._unit IN ({{}}) GROUP BY 1, 2, 3, 4, 5, 6"
)  # fmt: skip


def statements() -> list[str]:
    """Return them with a place for the marks of the units."""
    found = [_VISITS]
    for book, where, apart, sums in CUBES:
        groups = ", ".join(("_unit", *apart))
        numbers = ", ".join(("count(*)", *(f'sum("{one}")' for one in sums)))
        counted = f"{where} AND _deleted = 0 AND _status != 'nhap' AND _unit IN ({{}})"
        found.append(f"SELECT {groups}, {numbers} FROM r_{book} WHERE {counted} GROUP BY {groups}")
    return found


def run(connection: Connection, units: Sequence[str]) -> int:
    """Ask all of them and fetch every row; return how many rows came."""
    marks = ", ".join("?" * len(units))
    return sum(len(connection.execute(sql.format(marks), tuple(units)).fetchall()) for sql in statements())
