"""The fixed blocks of an official paper as drawn things: ô 1–5 and 9a at the top, ô 7 and 9b at the end."""

from collections.abc import Sequence

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Table as RlTable

from desktop.reports import layout_nd30 as nd30
from desktop.reports.document import Appendix, Document, Proof
from desktop.reports.pdf_fonts import face, width
from desktop.reports.pdf_text import NO_LIMIT, Rule, TextBlock, Typesetter, leading, widest_line

_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
# Without a face of ours a cell that holds no text at all still names Helvetica, which cannot be embedded.
_FACE = ("FONT", (0, 0), (-1, -1), face(), nd30.BODY.size)
_BARE = [_TOP, _FACE, *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING"))]
_SIDE_GAP = 2 * mm


def header(document: Document, setter: Typesetter) -> list[Flowable]:
    """Return ô 1–4: two columns without borders."""
    head = document.header
    left = (nd30.HEADER_LEFT - 2) * mm
    issuer = setter.blocks(head.issuer, nd30.ISSUER, caps=True)
    agency = [*setter.blocks([head.superior], nd30.SUPERIOR, caps=True), *issuer, *_rule_below(issuer[-1:], left)]
    motto = Rule(width(nd30.MOTTO_TEXT, face(bold=True), nd30.MOTTO.size))
    nation = [setter.block(nd30.COUNTRY, nd30.NATIONAL_NAME), setter.block(nd30.MOTTO_TEXT, nd30.MOTTO), motto]
    number = setter.block(nd30.number_line(head.number, head.symbol), nd30.NUMBER)
    date = setter.block(f"{head.place}, {nd30.date_in_words(head.date, head.year)}", nd30.PLACE_DATE)
    rows = [[agency, nation], [[number], [date]]]
    # The second row stands a fixed gap below the rules: reportlab drops the space above the first thing in a cell.
    style = [*_BARE, ("TOPPADDING", (0, 1), (-1, 1), nd30.NUMBER.before), ("RIGHTPADDING", (0, 0), (0, -1), _SIDE_GAP)]
    return [RlTable(rows, colWidths=[nd30.HEADER_LEFT * mm, nd30.HEADER_RIGHT * mm], style=style)]


def title(document: Document, setter: Typesetter, available: float) -> list[Flowable]:
    """Return ô 5a and 9a: kind, subject with its rule, addressees."""
    subject = setter.block(document.subject, nd30.SUBJECT)
    return [
        setter.block(document.kind, nd30.KIND, caps=True),
        subject,
        *_rule_below([subject], available),
        *_addressees(document.addressees, setter, available),
    ]


def appendix_title(label: str, appendix: Appendix, document: Document, setter: Typesetter) -> list[TextBlock]:
    """Return the heading of an appendix: number, title in capitals, and to which paper it belongs."""
    head = document.header
    number = nd30.number_line(head.number, head.symbol).removeprefix("Số: ")
    issued = f"{nd30.date_in_words(head.date, head.year)}{f' của {head.named}' if head.named else ''}"
    shown = setter.block(appendix.title, nd30.APPENDIX_TITLE, caps=True)
    first = setter.block(label, nd30.APPENDIX_LABEL)
    first.outline = (0, setter.ink.line(f"{label}. {appendix.title}"))
    return [
        first,
        shown,
        setter.block(f"(Kèm theo {document.kind.capitalize()} số {number} {issued})", nd30.APPENDIX_ATTACHED),
        *setter.blocks([appendix.form], nd30.FORM_NUMBER),
    ]


def signature(document: Document, setter: Typesetter, tallest: float) -> list[Flowable]:
    """Return ô 7 and 9b side by side, with the code of the proof; recipients that would not fit one page follow below."""
    sign = document.signature
    right: list[Flowable] = [
        *setter.blocks([*sign.authority, sign.title], nd30.AUTHORITY, caps=True),
        Spacer(1, nd30.SIGNATURE_SPACE * mm),
        *setter.blocks([sign.name], nd30.SIGNER),
    ]
    left: list[Flowable] = list(setter.blocks(["Nơi nhận:"] if document.recipients else [], nd30.RECIPIENTS_HEAD))
    code = _code(document.proof, setter) if document.proof else []
    room = nd30.FOOTER_LEFT * mm - _SIDE_GAP
    left_over = tallest - sum(flowable.wrap(room, NO_LIMIT)[1] for flowable in (*left, *code))
    later: list[Flowable] = []
    for line in _recipients(document.recipients, setter):
        left_over -= line.wrap(room, NO_LIMIT)[1]
        (later if later or left_over < 0 else left).append(line)
    style = [*_BARE, ("RIGHTPADDING", (0, 0), (0, -1), _SIDE_GAP)]
    columns = [nd30.FOOTER_LEFT * mm, nd30.FOOTER_RIGHT * mm]
    return [Spacer(1, 12), RlTable([[left + code, right]], colWidths=columns, style=style), *later]


def _rule_below(blocks: Sequence[TextBlock], available: float) -> list[Flowable]:
    """Return the rule of one third to one half of the text above it."""
    return [Rule(widest_line(block, available) * nd30.RULE_SHARE) for block in blocks]


def _addressees(names: Sequence[str], setter: Typesetter, available: float) -> list[Flowable]:
    """Return ô 9a: one addressee on the line of "Kính gửi:", several below each other under its colon."""
    if not names:
        return []
    if len(names) == 1:
        return [setter.block(f"Kính gửi: {names[0].rstrip('.')}.", nd30.ADDRESSEE)]
    look = nd30.ADDRESSEE_LIST
    edge = available / 5
    colon = edge + width("Kính gửi", face(), look.size)
    hyphen = width("- ", face(), look.size)
    call = setter.block("Kính gửi:", look, left=edge)
    call.style.spaceBefore = nd30.ADDRESSEE.before
    result: list[Flowable] = [call]
    for index, name in enumerate(names):
        end = "." if index == len(names) - 1 else ";"
        line = setter.block(f"- {name.rstrip(';.')}{end}", look, left=colon + hyphen)
        line.style.firstLineIndent = -hyphen
        result.append(line)
    return result


def _recipients(names: Sequence[str], setter: Typesetter) -> list[TextBlock]:
    """Return the lines of ô 9b: hyphen, name, ";", and "." after the last."""
    ends = [";"] * (len(names) - 1) + ["."]
    return [setter.block(f"- {name.rstrip(';.')}{end}", nd30.RECIPIENTS) for name, end in zip(names, ends, strict=bool(names))]


def _code(proof: Proof, setter: Typesetter) -> list[Flowable]:
    """Return the QR code of the signed totals with the short hash below, at a size that a telephone reads from paper."""
    code = QrCode(proof.payload, qrBorder=2, qrLevel="L")
    code.qr.make()
    code.width = code.height = (code.qr.getModuleCount() + 2 * code.qrBorder) * nd30.QR_MODULE * mm
    code.hAlign = "LEFT"
    return [Spacer(1, leading(nd30.RECIPIENTS)), code, setter.block(f"Mã kiểm tra: {proof.code}", nd30.RECIPIENTS)]
