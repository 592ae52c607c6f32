"""The Inspectorate's forms of what was settled and carried out (KQGQ, both sets), and 02/TCD; dossier §2.5."""

from tests.oracle.book import Book, Count, Figures, Span, cases, pick
from tests.oracle.letters import PETITION, SECRET, Letters, denunciations, numbered, of_book, petitions, summed

GIVEN_BACK = ("money_return_org", "land_return_org", "money_return_ind", "land_return_ind")
TAKEN = ("money_state", "land_state")
HANDED_OVER = ("transferred_case_n", "transferred_persons_n", "transferred_officials_n")
ACCUSED = ("prosecuted_case_n", "prosecuted_persons_n", "prosecuted_officials_n")


def form_01_kqgq(book: Book, span: Span) -> Figures:
    """Complaints in one's own competence."""
    p = petitions(book, span).only(kind="khieu_nai")
    of, came, done = of_book(PETITION), p.own.received, p.settled
    both = Letters(PETITION, (*p.unsettled_before.rows, *came.rows), span)
    return numbered([
        of(both.number), of(p.unsettled_before.number), of(came.number), of(both.cases),
        of(done.only(resolution_kind="quyet_dinh").cases), of(done.only(resolution_kind={"rut_don", "hoa_giai_thuyet_phuc"}).cases),
        *(summed(done, name) for name in (*TAKEN, *GIVEN_BACK, "orgs_n", "inds_n", "handled_n", "handled_officials_n", *HANDED_OVER)),
        *(of(done.only(outcome=one).cases) for one in ("dung", "sai", "dung_mot_phan", "cong_nhan", "huy_sua")),
        of(done.only(in_time=True).cases), of(done.only(in_time=False).cases),
    ])  # fmt: skip


def form_02_kqgq(book: Book, span: Span) -> Figures:
    """Decisions on complaints to be carried out."""
    p = petitions(book, span).only(kind="khieu_nai", resolution_kind="quyet_dinh")
    due, done, of = p.to_carry_out, p.carried_out, of_book(PETITION)
    return numbered([
        of(due.number), of(done.number),
        *(summed(due, name) for name in TAKEN), *(summed(done, name) for name in TAKEN),
        *(summed(due, name) for name in GIVEN_BACK), *(summed(done, name) for name in GIVEN_BACK),
        *(summed(done, name) for name in ("handled_n", "handled_officials_n", *ACCUSED)),
    ])  # fmt: skip


def form_03_kqgq(book: Book, span: Span) -> Figures:
    """Denunciations in one's own competence."""
    d, of = denunciations(book, span), of_book(SECRET)
    came, done = d.own.received, d.settled
    both = Letters(SECRET, (*d.unsettled_before.rows, *came.rows), span)
    judged = done.only(result={"dung", "sai", "dung_co_sai", None})
    return numbered([
        of(both.number), of(d.unsettled_before.number), of(came.number), of(both.cases), of(both.only(level_tc="to_cao_tiep").number),
        of(done.number), of(judged.only(level_tc="lan_dau").number), of(judged.only(level_tc="to_cao_tiep").number),
        of(done.only(result="rut").number), of(done.only(result="dinh_chi").number),
        *(summed(done, name) for name in (*TAKEN, *GIVEN_BACK, "orgs_n", "inds_n", "handled_n", "handled_officials_n", *HANDED_OVER)),
        *(
            of(some.number)
            for one in ("dung", "sai", "dung_co_sai")
            for some in (done.only(result=one), done.only(result=one, level_tc="to_cao_tiep"))
        ),
        of(done.only(in_time=True).number), of(done.only(in_time=False).number),
    ])  # fmt: skip


def form_04_kqgq(book: Book, span: Span) -> Figures:
    """Conclusions on denunciations to be carried out."""
    d, of = denunciations(book, span), of_book(SECRET)
    due, done = d.to_carry_out, d.carried_out
    back = ("orgs_n", "inds_n", *GIVEN_BACK)
    return numbered([
        of(due.number), of(done.number),
        *(summed(due, name) for name in TAKEN), *(summed(done, name) for name in TAKEN),
        *(summed(due, name) for name in back), *(summed(done, name) for name in back),
        *(summed(done, name) for name in ("handled_orgs_n", "handled_n", "handled_officials_n", *ACCUSED)),
    ])  # fmt: skip


def form_02_tcd(book: Book, span: Span) -> Figures:
    """What came through reception: asking for a procedure is no letter; 15 and 16 stand only in the book of letters."""
    letters = {"khieu_nai", "to_cao", "kien_nghi", "phan_anh"}
    visits = book.of("reception_visit", span, subject_kind=letters)
    through = petitions(book, span).only(source="tiep_cong_dan")

    def visited(**said: object) -> list[Count]:
        rows = pick(visits, **said)
        return [Count(len(rows), ("reception_visit",)), Count(cases(rows), ("reception_visit",))]

    away = pick(visits, in_competence=False)
    return numbered([
        *visited(), *visited(subject_kind="khieu_nai"), *visited(subject_kind="to_cao"),
        *visited(subject_kind={"kien_nghi", "phan_anh"}), *visited(in_competence=True), *visited(in_competence=False),
        Count(len(pick(away, handling={"huong_dan", "tra_don_huong_dan"})), ("reception_visit",)),
        Count(len(pick(away, handling="chuyen_don")), ("reception_visit",)),
        Count(through.handled.only(in_competence=False, action="don_doc").number, (PETITION,)),
        Count(through.replied.number, (PETITION,)),
    ])  # fmt: skip
