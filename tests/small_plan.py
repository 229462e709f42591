"""A small plan as text, for tests of what happens around a document: files, messages, exit codes."""

from __future__ import annotations

PLAN = """\
loai: ke-hoach
trang_thai: du_thao
thoi_diem: 2026-11-20
nam: 2027
co_quan_ban_hanh: tp/bac-ninh/ubnd
tham_quyen: tap_the
trich_yeu: Phòng, chống ma túy năm 2027
mo_dau: Ủy ban nhân dân thành phố ban hành Kế hoạch như sau.
noi_dung:
  - tieu_de: MỤC TIÊU
    doan: [Giảm số người nghiện mới.]
noi_nhan: [Các sở, ban, ngành]
luu: {don_vi: [VT, NC]}
nguoi_ky: {quyen_han: [{tm: Ủy ban nhân dân}], chuc_vu: Chủ tịch, ho_ten: Nguyễn Văn An}
"""
"""Valid, without a finding."""

WARNED = PLAN.replace("túy năm 2027\n", "túy năm 2027.\n")
"""One warning: the subject ends with a full stop (N032)."""

FAULTY = PLAN.replace("2026-11-20", "2026-02-30").replace("mo_dau", "mo_dua").replace("trang_thai: du_thao\n", "")
"""Three errors: a key is missing (D003), a key is unknown (D004), a date does not exist (D007)."""
