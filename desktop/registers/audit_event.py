"""Việc quản trị: who let a laptop in or out, took a key or set a password anew; who and when stand in the op itself."""

from desktop.registers.model import Register, choice, text

KINDS = {
    "chung_nhan": "Chứng nhận trạm",
    "xac_nhan": "Xác nhận máy của đơn vị",
    "thu_hoi": "Thu hồi trạm",
    "sap_nhap": "Ghi sáp nhập đơn vị",
    "ban_giao_goc": "Bàn giao khóa gốc",
    "nhan_goc": "Nhận khóa gốc mới",
    "doi_khoa": "Đổi khóa mở gói của đơn vị",
    "ngung_tram": "Ngừng trạm",
    "nhap_ma": "Nhận khóa mở gói từ mã khôi phục trên giấy",
    "xuat_khoa": "Xuất khóa mở gói",
    "doi_mat_khau": "Đổi mật khẩu",
    "xuat_bang": "Xuất bảng có họ tên, nội dung vụ việc",
    "tram_moi": "Lập trạm mới thay trạm cũ",
    "sao_luu": "Sao lưu ra ngoài máy",
    "nhan_lai": "Nhận lại thao tác bị từ chối",
    "khoi_phuc": "Đặt lại mật khẩu bằng mã khôi phục",
}

REGISTER = Register(
    code="audit_event",
    number="",
    title="Việc quản trị",
    label="{kind} {subject}",
    upward="none",
    listed=("kind", "subject"),
    enters=frozenset({"QT", "LD"}),
    sees=frozenset({"QT", "LD"}),
    system=True,
    numbered=False,
    note=False,
    icon="key-round",
    noun="việc quản trị",
    fields=(
        choice("kind", "Việc", KINDS, required=True, sensitivity=1),
        text("subject", "Trạm, tệp hoặc người", required=True, sensitivity=1),
    ),
)
