"""Closed lists that several books share, so that a topic or an item of the law has one code and one label everywhere.

TOPICS: what people speak about. LEVELS: who is competent. PUBLIC_ITEMS, PUBLIC_FORMS: what a commune has to make public, and
how (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, điều 11 and 12).
"""

TOPICS = {
    "dat_dai": "Đất đai",
    "giao_thong": "Giao thông, thủy lợi",
    "dien_nuoc": "Điện, nước sinh hoạt",
    "vien_thong": "Sóng điện thoại, Internet",
    "giam_ngheo": "Giảm nghèo, chính sách dân tộc",
    "nong_lam": "Sản xuất, rừng, vật nuôi",
    "y_te": "Y tế, BHYT",
    "giao_duc": "Giáo dục",
    "moi_truong": "Môi trường",
    "an_ninh": "An ninh trật tự, biên giới",
    "tthc": "Thủ tục hành chính",
    "can_bo": "Cán bộ, công chức",
    "ctmtqg": "Chương trình MTQG, NTM",
    "khac": "Khác",
}
LEVELS = {"xa": "Xã", "huyen": "Huyện (đến 30/06/2025)", "tinh": "Tỉnh", "tw": "Trung ương"}
PUBLIC_ITEMS = {
    "CK01": "CK01. Kế hoạch phát triển kinh tế - xã hội và kết quả",
    "CK02": "CK02. Dự toán, thực hiện, quyết toán ngân sách xã",
    "CK03": "CK03. Dự án, công trình; thu hồi đất, tái định cư; quy hoạch",
    "CK04": "CK04. Quy chế dân chủ; nhiệm vụ, quyền hạn; quy tắc ứng xử",
    "CK05": "CK05. Quỹ, khoản đầu tư, tài trợ, huy động đóng góp",
    "CK06": "CK06. Quản lý, sử dụng tài sản công",
    "CK07": "CK07. Chính sách hỗ trợ, tín dụng, CTMTQG, nhà ở, an sinh",
    "CK08": "CK08. Hỗ trợ thiên tai, dịch bệnh; đóng góp tự nguyện",
    "CK09": "CK09. Gọi nhập ngũ, tham gia Công an nhân dân",
    "CK10": "CK10. Kết quả thanh tra, kiểm tra, kỷ luật; phiếu tín nhiệm",
    "CK11": "CK11. Lấy ý kiến Nhân dân, giải trình, tiếp thu",
    "CK12": "CK12. Phí, lệ phí, nghĩa vụ tài chính do xã thu",
    "CK13": "CK13. Thủ tục hành chính do xã thực hiện",
    "CK14": "CK14. Nội dung khác theo pháp luật, quy chế dân chủ",
}
PUBLIC_FORMS = {
    "HT_a": "Niêm yết",
    "HT_b": "Cổng, trang thông tin điện tử",
    "HT_c": "Truyền thanh",
    "HT_d": "Qua Trưởng thôn, Tổ trưởng dân phố",
    "HT_dd": "Gửi văn bản",
    "HT_e": "Hội nghị trao đổi, đối thoại",
    "HT_g": "Tiếp công dân, TXCT, họp báo, thông cáo",
    "HT_h": "Thông báo đến tổ chức chính trị, đoàn thể",
    "HT_i": "Mạng viễn thông, mạng xã hội",
    "HT_k": "Hình thức khác",
}
