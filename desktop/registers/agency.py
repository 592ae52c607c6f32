"""T01 – Cơ quan, đơn vị trực thuộc: the phòng, ban, sở, báo, đài that a district or province counts beside its communes.

The 2024 plan, part II, sets its targets for "cơ quan, đơn vị, chính quyền các cấp". The code begins with that of the upper unit,
so a laptop of an agency knows whom it reports to before the name has come to it, and goes on with the letters of the laptop
that adds it: two laptops of one district never give two offices the same code.
"""

from desktop.registers.model import Context, Register, Row, choice, date, in_order, text

KINDS = {
    "phong": "Phòng",
    "ban": "Ban",
    "so": "Sở",
    "su_nghiep": "Đơn vị sự nghiệp",
    "bao": "Báo",
    "dai": "Đài",
    "khac": "Cơ quan khác",
}

REGISTER = Register(
    code="agency",
    number="T01",
    title="Cơ quan, đơn vị trực thuộc",
    label="{name}",
    natural_key=("code",),
    unique_key="code",
    shared=True,
    listed=("code", "name", "kind", "active_to"),
    filters=("kind",),
    enters=frozenset({"TH"}),
    numbered=False,
    icon="building-2",
    noun="cơ quan",
    fields=(
        text("code", "Mã cơ quan", sensitivity=0, max_length=18, lasting=True, hint="trống: tự cấp", width="third"),
        choice("kind", "Loại", KINDS, required=True, width="third"),
        text("name", "Tên cơ quan, đơn vị", sensitivity=0, required=True, hint="ghi đủ, ví dụ Phòng Nội vụ", width="full"),
        date("active_from", "Theo dõi từ ngày", hint="trống nếu từ trước"),
        date("active_to", "Thôi theo dõi sau ngày", hint="trống nếu còn"),
    ),
)


@REGISTER.fills_in_context("code")
def a_new_agency_gets_the_next_code_of_this_laptop(agency: Row, context: Context) -> object:
    return agency["code"] or context.next_code()


@REGISTER.rule_in_context("Mã gồm mã huyện hoặc tỉnh lập ra cơ quan, dấu chấm và hai chữ số, ví dụ 107.01.", on="code")
def a_code_begins_with_that_of_the_unit_above(agency: Row, context: Context) -> bool:
    return not agency["code"] or ("." in str(agency["code"]) and context.is_above(agency["code"]))


@REGISTER.rule_in_context("Mã mới mang chữ của máy này như số sổ, chữ khác là của máy khác. Để trống thì máy tự cấp.", on="code")
def a_new_code_carries_the_letters_of_its_laptop(agency: Row, context: Context) -> bool:
    return not agency["code"] or context.takes_code(str(agency["code"]))


@REGISTER.rule("Ngày thôi theo dõi không được trước ngày bắt đầu.", on="active_to")
def an_agency_is_counted_from_its_first_day(agency: Row) -> bool:
    return in_order(agency["active_from"], agency["active_to"])
