"""The Inspectorate's forms of letters in both sets, by the dossier §2.5 and R07, R08.

"Kỳ trước chuyển sang": came before the period and was not handled (XLD) or not settled (KQGQ) when it began. A letter without a
day of its handling was handled when it was accepted, else when it came; a decision without a day, carried out when it was made.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.oracle.book import Book, Count, Figure, Figures, Row, Span, cases, exact, pick, total

PETITION, SECRET = "petition", "denunciation_stat"
BOTH = (PETITION, SECRET)
ADMINISTRATIVE = {"che_do_cs", "dat_dai", "hc_khac"}
SETTLED_BEFORE = {"da_gq_lan_dau", "da_gq_lan_hai", "da_co_ban_an"}
OTHERS = {"to_chuc", "nac_danh", "mao_danh"}
MONEY = ("money_state", "money_return_org", "money_return_ind")


def handled_on(row: Row) -> str | None:
    if not row["action"]:
        return None
    return str(row.get("action_date") or row["accepted_on"] or row["received_on"])


def carried_out_on(row: Row) -> str:
    return str(row["executed_on"] or row["resolved_on"] or "")


@dataclass(frozen=True)
class Letters:
    """The letters of one book, by what was done of them."""

    book: str
    rows: tuple[Row, ...]
    span: Span

    def only(self, **said: object) -> "Letters":
        return Letters(self.book, tuple(pick(self.rows, **said)), self.span)

    def _where(self, test: Callable[[Row], bool]) -> "Letters":
        return Letters(self.book, tuple(row for row in self.rows if test(row)), self.span)

    @property
    def number(self) -> int:
        return len(self.rows)

    @property
    def cases(self) -> int:
        return cases(self.rows) if self.book == PETITION else len(self.rows)

    @property
    def received(self) -> "Letters":
        return self._where(lambda row: self.span.holds(row["received_on"]))

    @property
    def carried(self) -> "Letters":
        first = self.span.first
        return self._where(lambda row: row["received_on"] < first and ((handled_on(row) or "9999") >= first))

    @property
    def handled(self) -> "Letters":
        return self._where(lambda row: self.span.holds(handled_on(row)) and row["received_on"] <= self.span.last)

    @property
    def before(self) -> "Letters":
        return self._where(lambda row: row["received_on"] < self.span.first)

    @property
    def waiting(self) -> "Letters":
        """Not handled on the last day."""
        return self._where(lambda row: row["received_on"] <= self.span.last < (handled_on(row) or "9999"))

    @property
    def replied(self) -> "Letters":
        def is_replied(row: Row) -> bool:
            if self.book == SECRET:
                return self.span.holds(row["reply_received_on"])
            return row["reply_received"] is True and self.span.holds(row["reply_received_on"] or row["received_on"])

        return self._where(lambda row: row["received_on"] <= self.span.last and is_replied(row))

    @property
    def own(self) -> "Letters":
        """In the unit's competence, and in order."""
        return self.only(in_competence=True, admissible=True)

    @property
    def unsettled_before(self) -> "Letters":
        """Came before, and neither settled nor refused nor passed on when the period began."""
        first = self.span.first
        return self.own.before._where(
            lambda row: (row["resolved_on"] or "9999") >= first and (row["action"] == "thu_ly" or (handled_on(row) or "9999") >= first)
        )

    @property
    def being_settled_before(self) -> "Letters":
        """Of these, the accepted ones."""
        return self.unsettled_before._where(lambda row: row["action"] == "thu_ly" and (handled_on(row) or "") < self.span.first)

    @property
    def being_settled(self) -> "Letters":
        """Accepted by the last day, and not settled on it."""
        last = self.span.last
        return self.own.only(action="thu_ly")._where(
            lambda row: row["received_on"] <= last and (handled_on(row) or "") <= last < (row["resolved_on"] or "9999")
        )

    @property
    def overdue(self) -> "Letters":
        """Of these, those whose term was over before that day."""
        return self.being_settled._where(lambda row: bool(row["due_resolve"]) and row["due_resolve"] < self.span.last)

    @property
    def settled(self) -> "Letters":
        return self.only(in_competence=True)._where(lambda row: self.span.holds(row["resolved_on"]))

    @property
    def to_carry_out(self) -> "Letters":
        def is_due(row: Row) -> bool:
            open_one = row["exec_status"] in ("dang", "chua")
            done_later = row["exec_status"] == "da_xong" and carried_out_on(row) >= self.span.first
            return bool(row["resolved_on"]) and row["resolved_on"] <= self.span.last and (open_one or done_later)

        return self.only(in_competence=True)._where(is_due)

    @property
    def carried_out(self) -> "Letters":
        return self.only(in_competence=True, exec_status="da_xong")._where(lambda row: self.span.holds(carried_out_on(row)))


def petitions(book: Book, span: Span) -> Letters:
    return Letters(PETITION, tuple(book.all(PETITION)), span)


def denunciations(book: Book, span: Span) -> Letters:
    return Letters(SECRET, tuple(book.all(SECRET)), span)


def numbered(figures: Iterable[Figure]) -> Figures:
    return {str(place): one for place, one in enumerate(figures, 1)}


def of_book(book: str) -> Callable[[int], Count]:
    return lambda amount: Count(amount, (book,))


def _both(amount: int) -> Count:
    return Count(amount, BOTH)


def summed(letters: Letters, name: str) -> Count:
    decimal = name in MONEY
    return Count(exact(letters.rows, name) if decimal else total(letters.rows, name), (letters.book,), decimal=decimal)


def form_01_xld(book: Book, span: Span) -> Figures:
    """01/XLD, TT 01/2024: 22 columns over both books."""
    p, d, of_p, of_d = petitions(book, span), denunciations(book, span), of_book(PETITION), of_book(SECRET)
    fit, secret = p.handled.only(admissible=True), d.handled.only(admissible=True)
    own, own_secret = fit.only(in_competence=True), secret.only(in_competence=True)
    away, away_secret = fit.only(in_competence=False), secret.only(in_competence=False)
    asked = {"kien_nghi", "phan_anh"}
    return numbered([
        _both(p.carried.number + p.received.number + d.carried.number + d.received.number),
        _both(p.carried.number + d.carried.number),
        _both(p.received.number + d.received.number),
        _both(p.handled.number + d.handled.number),
        _both(p.waiting.number + d.waiting.number),
        _both(fit.number + secret.number),
        _both(fit.cases + secret.cases),
        of_p(fit.only(kind="khieu_nai").number),
        of_d(secret.number),
        of_p(fit.only(kind=asked).number),
        _both(fit.only(prior_status="da_gq_lan_dau").number + secret.only(prior_status="da_co_kl").number),
        of_p(fit.only(prior_status={"da_gq_lan_hai", "da_co_ban_an"}).number),
        _both(
            fit.only(prior_status={"chua_gq", "chua_xong", None}).number
            + secret.only(prior_status={"chua_gq", "qua_han_chua_gq", None}).number
        ),
        _both(own.number + own_secret.number),
        of_p(own.only(kind="khieu_nai").number),
        of_d(own_secret.number),
        of_p(own.only(kind=asked).number),
        _both(away.number + away_secret.number),
        of_p(away.only(action="huong_dan").number),
        _both(away.only(action="chuyen_don").number + away_secret.only(action="chuyen").number),
        _both(away.only(action="don_doc").number + away_secret.only(action="don_doc").number),
        _both(p.replied.number + d.replied.number),
    ])  # fmt: skip


def form_01_xld_2021(book: Book, span: Span) -> Figures:
    """01/XLD, TT 02/2021: who signed, and "đã / đang / chưa giải quyết"."""
    p, d, of_p = petitions(book, span), denunciations(book, span), of_book(PETITION)
    fit, secret = p.handled.only(admissible=True), d.handled.only(admissible=True)
    newer = form_01_xld(book, span)
    signed = [
        figure
        for letters, others in ((p.carried, d.carried), (p.received, d.received))
        for figure in (
            of_p(letters.only(signatory_type="nhieu_nguoi").number),
            of_p(letters.only(signatory_type="mot_nguoi").number),
            _both(letters.only(signatory_type=OTHERS).number + others.number),
        )
    ]
    unsettled = [
        of_p(fit.only(prior_status="chua_xong").number),
        _both(
            fit.only(prior_status={"chua_gq", None}).number + secret.only(prior_status={"chua_gq", "qua_han_chua_gq", None}).number
        ),
    ]  # fmt: skip
    same = [newer[str(code)] for code in range(4, 23)]  # handled, fit … without "not handled"
    return numbered([newer["1"], *signed, same[0], *same[2:9], *unsettled, *same[10:]])


def _complaints_by_what(fit: Letters) -> list[Count]:
    def counted(**said: object) -> Count:
        return Count(fit.only(**said).cases, (PETITION,))

    return [
        Count(fit.number, (PETITION,)),
        counted(),
        counted(category=ADMINISTRATIVE),
        *(counted(category=one) for one in ("che_do_cs", "dat_dai", "hc_khac", "tu_phap", "dang_doan_the", "khac")),
        *(counted(prior_status=one) for one in ("da_gq_lan_dau", "da_gq_lan_hai", "da_co_ban_an")),
    ]


def form_02_xld(book: Book, span: Span) -> Figures:
    """02/XLD, TT 01/2024: complaints; from column 8 on cases."""
    p = petitions(book, span).only(kind="khieu_nai")
    of, fit = of_book(PETITION), p.handled.only(admissible=True)
    own, away = fit.only(in_competence=True), fit.only(in_competence=False)
    return numbered([
        of(p.carried.number + p.received.number), of(p.carried.number), of(p.received.number),
        of(p.handled.number), of(p.handled.before.number), of(p.handled.received.number),
        *_complaints_by_what(fit),
        of(fit.only(prior_status={"chua_gq", "chua_xong", None}).cases),
        of(own.cases), of(own.only(level_kn={"lan_dau", "nhieu_lan", None}).cases), of(own.only(level_kn="lan_hai").cases),
        of(away.cases), of(away.only(action="huong_dan").cases), of(away.only(action="don_doc").cases),
        of(p.replied.number),
    ])  # fmt: skip


def form_02_xld_2021(book: Book, span: Span) -> Figures:
    """02/XLD, TT 02/2021."""
    p = petitions(book, span).only(kind="khieu_nai")
    of, fit = of_book(PETITION), p.handled.only(admissible=True)
    own, away = fit.only(in_competence=True), fit.only(in_competence=False)
    alone = {"mot_nguoi", *OTHERS}
    return numbered([
        of(p.carried.number + p.received.number),
        of(p.carried.only(signatory_type="nhieu_nguoi").number), of(p.carried.only(signatory_type=alone).number),
        of(p.received.only(signatory_type="nhieu_nguoi").number), of(p.received.only(signatory_type=alone).number),
        of(p.handled.number), of(p.handled.before.number), of(p.handled.received.number),
        *_complaints_by_what(fit),
        of(fit.only(prior_status="chua_xong").cases), of(fit.only(prior_status={"chua_gq", None}).cases),
        of(own.cases), of(own.only(level_kn={"lan_dau", "nhieu_lan", None}).cases), of(own.only(level_kn="lan_hai").cases),
        of(away.cases), *(of(away.only(action=one).cases) for one in ("huong_dan", "chuyen_don", "don_doc")),
        of(p.replied.number),
    ])  # fmt: skip


def _denunciations_by_what(d: Letters) -> list[Count]:
    of, fit = of_book(SECRET), d.handled.only(admissible=True)
    service = ("che_do_cs", "dat_dai", "cong_chuc_cong_vu", "hc_khac")
    return [
        of(d.handled.number), of(d.handled.before.number), of(d.handled.received.number),
        of(fit.number), of(fit.cases),
        of(fit.only(category=set(service)).number),
        *(of(fit.only(category=one).number) for one in (*service, "tham_nhung", "tu_phap", "dang_doan_the", "khac")),
    ]  # fmt: skip


def form_03_xld(book: Book, span: Span) -> Figures:
    """03/XLD, TT 01/2024: denunciations, one figure one letter and one case."""
    d, of = denunciations(book, span), of_book(SECRET)
    fit = d.handled.only(admissible=True)
    own, away = fit.only(in_competence=True), fit.only(in_competence=False)
    return numbered([
        of(d.carried.number + d.received.number), of(d.carried.number), of(d.received.number),
        *_denunciations_by_what(d),
        of(fit.only(prior_status="qua_han_chua_gq").number), of(fit.only(prior_status="da_co_kl").number),
        of(fit.only(prior_status={"chua_gq", None}).number),
        of(own.number), of(own.only(level_tc="lan_dau").number), of(own.only(level_tc="to_cao_tiep").number),
        of(away.number), of(away.only(action="chuyen").number), of(away.only(action="don_doc").number),
        of(d.replied.number),
    ])  # fmt: skip


def form_03_xld_2021(book: Book, span: Span) -> Figures:
    """03/XLD, TT 02/2021: who signed, what is being settled and what was only advised the book never says."""
    d, of = denunciations(book, span), of_book(SECRET)
    fit = d.handled.only(admissible=True)
    own, away = fit.only(in_competence=True), fit.only(in_competence=False)
    return numbered([
        of(d.carried.number + d.received.number), None, None, of(d.carried.number), None, None, of(d.received.number),
        *_denunciations_by_what(d),
        of(fit.only(prior_status={"chua_gq", None}).number), None,
        of(fit.only(prior_status="qua_han_chua_gq").number), of(fit.only(prior_status="da_co_kl").number),
        of(own.number), of(own.only(level_tc="lan_dau").number), of(own.only(level_tc="to_cao_tiep").number),
        of(away.number), None, of(away.only(action="chuyen").number), of(away.only(action="don_doc").number),
        of(d.replied.number),
    ])  # fmt: skip


def _asked(book: Book, span: Span) -> Letters:
    return petitions(book, span).only(kind={"kien_nghi", "phan_anh"})


def _asked_by_what(p: Letters) -> list[Count]:
    of, fit = of_book(PETITION), p.handled.only(admissible=True)
    other = {"hc_khac", "dang_doan_the", "khac"}
    return [
        of(p.handled.number), of(p.handled.before.number), of(p.handled.received.number),
        of(fit.number), of(fit.cases),
        *(of(fit.only(category=one).cases) for one in ("che_do_cs", "dat_dai", "tu_phap", other)),
        of(fit.only(prior_status=SETTLED_BEFORE).cases),
    ]  # fmt: skip


def form_04_xld(book: Book, span: Span) -> Figures:
    """04/XLD, TT 01/2024: petitions and reflections."""
    p, of = _asked(book, span), of_book(PETITION)
    fit = p.handled.only(admissible=True)
    away = fit.only(in_competence=False)
    return numbered([
        of(p.carried.number + p.received.number), of(p.carried.number), of(p.received.number),
        *_asked_by_what(p),
        of(fit.only(prior_status={"chua_gq", "chua_xong", None}).cases),
        of(fit.only(in_competence=True).cases),
        of(away.cases), of(away.only(action="chuyen_don").cases), of(away.only(action="don_doc").cases),
        of(p.settled.cases), of(p.being_settled.cases),
    ])  # fmt: skip


def form_04_xld_2021(book: Book, span: Span) -> Figures:
    """04/XLD, TT 02/2021."""
    p, of = _asked(book, span), of_book(PETITION)
    fit = p.handled.only(admissible=True)
    away = fit.only(in_competence=False)
    return numbered([
        of(p.carried.number + p.received.number),
        *(of(some.only(signatory_type=who).number) for some in (p.carried, p.received) for who in ("nhieu_nguoi", "mot_nguoi", OTHERS)),
        *_asked_by_what(p),
        of(fit.only(prior_status="chua_xong").cases), of(fit.only(prior_status={"chua_gq", None}).cases),
        of(fit.only(in_competence=True).cases),
        of(away.cases), of(away.only(action="chuyen_don").cases), of(away.only(action="don_doc").cases),
        of(p.replied.number),
    ])  # fmt: skip
