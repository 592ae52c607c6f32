"""R18 – Tin, bài, truyền thông: what papers, stations and the commune itself published or broadcast (I30, form DV-12).

`language` is that of the broadcast. Who was praised is counted as a collective or a person; a person's name is not kept.
"""

from desktop.registers.model import STAFF, TODAY, Register, Total, choice, count, date, ref, text

CHANNELS = {
    "bao_lc": "Báo Lai Châu",
    "dai_ptth": "Đài Phát thanh - Truyền hình tỉnh",
    "cong_tinh": "Cổng thông tin điện tử tỉnh",
    "trang_huyen": "Trang thông tin điện tử huyện",
    "trang_xa": "Trang thông tin điện tử xã",
    "truyen_thanh": "Truyền thanh xã, thôn",
    "mxh": "Trang mạng xã hội chính thức",
    "bao_khac": "Báo, đài khác",
}
DIRECTIONS = {
    "xa_gui": "Xã gửi tin, được đăng",
    "co_quan_bao": "Báo chí tự thực hiện",
    "xa_tu_dang": "Xã tự đăng, phát",
}
GENRES = {
    "tin": "Tin",
    "bai": "Bài",
    "phong_su": "Phóng sự",
    "chuyen_muc": "Chuyên mục",
    "anh": "Ảnh",
    "ban_tin_thanh": "Bản tin truyền thanh",
}
TOPICS = {
    "dvcq": "Dân vận chính quyền",
    "thdccs": "Luật THDCCS",
    "dvk": "Dân vận khéo",
    "guong": "Biểu dương tổ chức, cá nhân",
    "khac": "Khác",
}
LANGUAGES = {
    "viet": "Tiếng Việt",
    "mong": "Tiếng Mông",
    "thai": "Tiếng Thái",
    "dao": "Tiếng Dao",
    "ha_nhi": "Tiếng Hà Nhì",
    "khac": "Tiếng khác",
}

REGISTER = Register(
    code="media_item",
    number="R18",
    title="Tin, bài, truyền thông",
    label="{title} {event_date}",
    dated_by=("event_date",),
    listed=("title", "channel", "genre", "topic"),
    filters=("channel", "genre", "topic", "direction", "language", "campaign_id", "model_id"),
    enters=frozenset({"DV", "NL"}),
    sees=STAFF,
    icon="newspaper",
    noun="tin, bài",
    totals=(Total("count", "tin, bài"), Total("sum", "lần phát", "times")),
    fields=(
        text("title", "Tên tin, bài", sensitivity=0, required=True, width="full", hint="không ghi tên người dân"),
        date("event_date", "Ngày đăng, phát", required=True, default=TODAY),
        choice("genre", "Thể loại", GENRES, required=True),
        choice("channel", "Kênh", CHANNELS, required=True, width="full"),
        choice("direction", "Vai trò", DIRECTIONS, required=True, width="full"),
        choice("topic", "Nội dung", TOPICS, required=True, width="full"),
        choice("praised_kind", "Đối tượng biểu dương", {"tap_the": "Tập thể", "ca_nhan": "Cá nhân"}),
        ref("model_id", "Mô hình", to="model"),
        ref("campaign_id", "Đợt", to="campaign"),
        choice("language", "Tiếng", LANGUAGES),
        count("times", "Số lần phát", unit_label="lần"),
        text("link", "Đường dẫn", sensitivity=0, max_length=500, width="full"),
    ),
)
