"""R01 to R10 hold every field of the dossier (§6, its first column), of the kind, the need and the class that it gives them.

A line: names, kind, need (`!` always, `?` in a case, `-` never, `=` computed), class. What an office needs beyond the dossier
stands in MORE with the reason; nothing else may be there.
"""

import pytest

from desktop import registers
from desktop.registers.model import NOTE, Field, Row

BOOKS = {
    "plan_doc": """
        kind choice ! 0 / doc_no text - 0 / doc_date,horizon_from,horizon_to,issued_on date - 0 / issuer ref ! 0 / signer text ! 0
        sign_power choice ! 0 / title text ! 0 / parent_doc ref - 0""",
    "assignment": "official_id ref ! 1 / role,scope choice ! 1 / doc_id ref - 1 / valid_from date ! 1 / valid_to date - 1",
    "plan_task": """
        plan_id ref ! 0 / section choice ! 0 / content longtext ! 0 / owner_id ref ! 1 / coop_orgs refs - 1 / program_id ref - 0
        start_on date - 0 / due_on date ? 0 / is_continuous flag - 0 / output text - 0 / target_qty,done_qty count - 0
        qty_unit choice ? 0 / task_status choice ! 1 / done_on date ? 1 / evidence text - 1""",
    "dissemination": """
        kind,form choice ! 0 / docs refs - 0 / event_date date ! 0 / place text ! 0 / sessions count - 0 / chair ref - 0
        villages refs - 0 / audience choices ! 0 / participants,women count ! 0 / part_dtts count - 0 / language choices - 0
        local_language flag - 0 / materials_qty,broadcast_times count - 0 / campaign ref - 0""",
    "training_session": """
        topics choices ! 0 / organiser ref ! 0 / level,form choice ! 0 / date_from,date_to date ! 0 / half_days count - 0
        place,doc_no text - 0 / invited_n,women_n,citizens_n count - 0 / present_n count ! 0 / external_training flag - 0""",
    "training_attendance": "session_id,official_id ref ! 1 / present flag ! 1 / certificate flag - 1",
    "model": """
        name text ! 0 / kind,state_type,field4 choice ! 0 / seed_topic choices - 0 / is_pilot,is_self_managed,is_democracy_model flag - 0
        lead_org ref ! 1 / owner_title text ! 1 / individual_name text - 2 / villages refs ! 0 / goals,method longtext ! 0
        registered_on date - 0 / registered_with ref - 0 / registered_level choice - 0 / start_on,target_end date - 0
        hh_involved,people_involved,budget_state,budget_other,land_m2,labour_days,money_contrib count - 0
        program_id,campaign,reported_by ref - 0 / shared_model_key text - 0""",
    "model_progress": """
        model_id ref ! 0 / quarter text ! 0 / progress_state choice ! 0 / measure_name,measure_unit text - 0
        before_qty,after_qty decimal - 0 / result_text longtext ! 0""",
    "model_evaluation": """
        model_id,evaluated_by ref ! 0 / evaluated_on date ! 0 / c1,c2,c3,c4,c5,c6,c7,c8 choice - 0 / result choice ! 0
        recognised_level choice - 0 / decision_no text - 0 / decision_date date - 0 / reward_id ref - 0""",
    "reception_session": """
        kind,actor choice ! 1 / actor_id ref - 1 / planned_date date ? 1 / actual_date date ? 1 / held flag - 1 / place ref ! 1
        reason_not_held longtext ? 1 / published_calendar flag - 1 / dot_xuat_reason choice - 1 / notice_no text - 1""",
    "reception_visit": """
        session_id ref ! 1 / group_type choice = 1 / people_count,rep_count count ! 1 / subject_kind,is_first,category choice ! 1
        case_key text - 1 / citizen_name,citizen_address text ? 2 / village_id ref - 2 / content longtext ? 3 / prior_body text - 3
        in_competence flag ! 1 / handling choice ! 1 / handling_doc_no,target_body text - 1 / due_reply date = 1 / replied_on date - 1
        result_track longtext - 3 / vuot_cap flag - 1 / prev_visit_id ref - 1 / refusal_reason choice ? 1""",
    "petition": """
        received_on date ? 1 / source,signatory_type,category,prior_status choice ? 1 / kind choice ! 1 / visit_id ref - 1
        signatories_n count ? 1 / petitioner_name,address text ? 2 / village_id ref - 2 / summary longtext ? 3
        admissible,in_competence flag ? 1 / inadmissible_reason choice ? 1 / level_kn,action choice - 1 / action_date date - 1
        action_doc text - 1 / accepted_on date ? 1 / is_complex,is_remote flag - 1 / complex_doc_no text - 1
        due_accept,due_resolve date = 1 / extended_to date - 1 / extension_doc text - 1 / resolved_on date - 1
        resolution_kind,outcome,exec_status choice - 1 / money_state,money_return_org,money_return_ind decimal - 1
        land_state,land_return_org,land_return_ind,orgs_n,inds_n,handled_n,handled_officials_n count - 1
        transferred_case_n,transferred_persons_n count - 1 / in_time flag = 1 / reply_received flag - 1 / reply_received_on date - 1
        marks choices - 1 / case_key text - 1""",
    "petition_event": "petition_id ref ! 1 / date date ! 1 / type choice ! 1 / doc_no text - 1",
    "denunciation_stat": """
        paper_ref text ! 1 / received_on date ! 1 / admissible,in_competence flag ! 1 / inadmissible_reason choice ? 1
        category,action,level_tc choice ! 1 / prior_status,result choice - 1 / accepted_on,resolved_on,published_on date - 1
        due_resolve date = 1 / extended_n count - 1 / published flag - 1 / money_state,money_return_org,money_return_ind decimal - 1
        land_state,land_return_org,land_return_ind,orgs_n,inds_n,handled_n,handled_officials_n count - 1
        transferred_case_n,transferred_persons_n count - 1""",
    "dialogue": """
        kind choice ! 0 / trigger choice ? 0 / plan_doc ref - 0 / announced_on,held_on date ! 0 / place ref ! 0 / villages refs ! 0
        chair_id ref ! 0 / head_present,with_front flag ! 0 / participants count ! 0 / women count - 0 / interpreter flag - 0
        result_notice_no text - 0 / result_published_on date - 0""",
    "dialogue_opinion": """
        dialogue_id ref ! 1 / topic,competence,answered choice ! 1 / content longtext ! 1 / times_raised count ! 1
        commitment_id ref ? 1""",
    "commitment": """
        source_kind choice ! 1 / source_uid,owner_id ref ! 1 / content longtext ! 1 / made_by_title text ! 1 / made_on,due_on date ! 1
        state choice ! 1 / done_on date ? 1 / evidence_doc text - 1 / informed_people_on date - 1 / urges count = 1""",
    "mediation_team": """
        village_id ref ! 0 / team_name text ! 0 / decision_no text - 0 / decision_date date - 0 / members_n,women_n count ! 0
        has_dtts flag - 0 / trained_n count - 0 / active flag ! 0 / active_from,active_to date - 0""",
    "mediation_case": """
        received_on date ! 1 / team ref ! 1 / basis,scope,outcome choice ! 1 / dat_dai flag - 1 / parties_n count ! 3
        summary longtext - 3 / public,written,court_recognised flag - 1 / ended_on date ? 1 / execution choice - 1""",
    "mediation_month": "team ref ! 1 / month text ! 1 / scope choice ! 1 / received,thanh,khong_thanh,dang count ! 1",
}  # fmt: skip
# Beyond the dossier: why a task was dropped, a promise not kept, a term is another; where a task comes from; the consent; what a
# computed day is counted by; the columns of biểu 01–04/KQGQ; helpers of a date.
MORE = {
    "plan_task": {"reason", "clause", "source_task", "dropped_on"},
    "model": {"individual_consent"},
    "model_progress": {"quarter_end"},
    "reception_visit": {"due_basis"},
    "petition": {
        "due_basis", "remote_reason", "executed_on", "transferred_officials_n", "prosecuted_case_n", "prosecuted_persons_n",
        "prosecuted_officials_n",
    },
    "denunciation_stat": {
        "due_basis", "in_time", "exec_status", "executed_on", "transferred_officials_n", "prosecuted_case_n", "prosecuted_persons_n",
        "prosecuted_officials_n", "handled_orgs_n", "reply_received_on",
    },
    "commitment": {"reason"},
    "mediation_case": {"month", "due_start", "due_basis"},
    "mediation_month": {"month_end"},
}  # fmt: skip


def lines(code: str) -> list[tuple[str, str, str, int]]:
    found = []
    for line in BOOKS[code].replace("\n", "/").split("/"):
        if line.strip():
            names, kind, need, level = line.split()
            found += [(name, kind, need, int(level)) for name in names.split(",")]
    return found


def need_of(field: Field) -> str:
    if field.auto:
        return "="
    if field.required and field.asked_when is None:
        return "!"
    return "?" if field.required or field.required_when else "-"


LINES = [(code, *line) for code in BOOKS for line in lines(code)]


@pytest.mark.parametrize(("code", "name", "kind", "need", "level"), LINES, ids=[f"{line[0]}.{line[1]}" for line in LINES])
def test_a_field_of_the_dossier_is_there_as_it_is_asked(code, name, kind, need, level):
    field = registers.ALL[code].by_name[name]
    assert (field.kind.value, need_of(field), field.sensitivity_class) == (kind, need, level)


@pytest.mark.parametrize("code", BOOKS)
def test_nothing_else_is_asked(code):
    own = {name for name in registers.ALL[code].by_name if name != NOTE.name}
    assert own == {name for name, *_ in lines(code)} | MORE.get(code, set())


CODES = {
    "plan_doc.kind": """kh_dan_van kh_qcdc kh_cong_khai kh_kiem_tra kh_tu_kiem_tra kh_tap_huan kh_doi_thoai kh_dan_van_kheo ct_phoi_hop
        qd_phan_cong quy_che khac""",
    "assignment.role": "lanh_dao chuyen_vien dau_moi_thon",
    "assignment.scope": "dan_van qcdc ca_hai",
    "plan_task.section": "nv1 nv2 nv3 nv4 nv5 nv6 nv7",
    "plan_task.qty_unit": "hoi_nghi lop mo_hinh van_ban cuoc nguoi ho",
    "plan_task.task_status": "chua dang xong huy",
    "dissemination.kind": "quan_triet tuyen_truyen pbgdpl van_dong",
    "dissemination.form": "hoi_nghi hop_thon long_ghep loa luu_dong phat_to truc_quan mxh van_nghe truc_tiep phien_toa khac",
    "dissemination.audience": """can_bo dang_vien nhan_dan gia_lang_truong_ban hoc_sinh phu_nu thanh_nien luc_luong_vu_trang
        chuc_sac""",
    "training_session.topics": "luat_thdccs nd59 nd61 dan_van_kheo tiep_cong_dan kntc hoa_giai cchc khac",
    "training_session.level": "tw tinh huyen xa",
    "training_session.form": "tap_trung truc_tuyen long_ghep",
    "model.kind": "mo_hinh_tt dien_hinh_cn",
    "model.state_type": "moi duy_tri nhan_rong",
    "model.field4": "kinh_te van_hoa_xh quoc_phong_an_ninh he_thong_ct",
    "model.seed_topic": "kt_tapquan_khkt rung van_hoa hu_tuc an_ninh_bien_gioi",
    "model.registered_level": "xa huyen tinh",
    "model_progress.progress_state": "dung_tien_do cham tam_dung hoan_thanh",
    "model_evaluation.c8": "dat chua khong_dg",
    "model_evaluation.result": "tieu_bieu dat chua_dat dung",
    "model_evaluation.recognised_level": "xa huyen tinh tw",
    "reception_session.kind": "thuong_xuyen dinh_ky dot_xuat",
    "reception_session.actor": "thu_truong uy_quyen can_bo",
    "reception_session.dot_xuat_reason": "d18_3a d18_3b",
    "reception_visit.group_type": "ca_nhan doan dong_nguoi",
    "reception_visit.subject_kind": "khieu_nai to_cao kien_nghi phan_anh khac",
    "reception_visit.is_first": "lan_dau nhieu_lan",
    "reception_visit.category": "che_do_cs dat_dai cong_chuc tu_phap dang_doan_the moi_truong an_sinh khac",
    "reception_visit.handling": "thu_ly huong_dan tra_don_huong_dan chuyen_don tra_loi_truc_tiep tu_choi",
    "reception_visit.refusal_reason": "TC1 TC2 TC3 TC4",
    "petition.source": """tiep_cong_dan buu_chinh truc_tiep hom_thu dai_bieu_qh dai_bieu_hdnd mttq bao_chi cap_tren_chuyen
        lanh_dao_chuyen dien_tu""",
    "petition.kind": "khieu_nai kien_nghi phan_anh nhieu_noi_dung to_cao",
    "petition.signatory_type": "mot_nguoi nhieu_nguoi to_chuc nac_danh mao_danh",
    "petition.inadmissible_reason": "khong_ky khong_ro_ten khong_ro_nd gui_nhieu_noi da_huong_dan het_thoi_hieu da_gq xuc_pham khac",
    "petition.category": "che_do_cs dat_dai hc_khac tu_phap dang_doan_the khac",
    "petition.level_kn": "lan_dau lan_hai nhieu_lan",
    "petition.prior_status": "chua_gq da_gq_lan_dau da_gq_lan_hai da_co_ban_an chua_xong",
    "petition.action": "thu_ly huong_dan chuyen_don don_doc tra_don luu khong_thu_ly",
    "petition.resolution_kind": "quyet_dinh rut_don dinh_chi hoa_giai_thuyet_phuc tra_loi_vb",
    "petition.outcome": "dung sai dung_mot_phan cong_nhan huy_sua",
    "petition.exec_status": "da_xong dang chua khong_phai",
    "petition.marks": "vuot_cap dong_nguoi diem_nong",
    "petition_event.type": "don_doc gia_han lam_viec doi_thoai rut_don khac",
    "denunciation_stat.category": "che_do_cs dat_dai cong_chuc_cong_vu hc_khac tham_nhung tu_phap dang_doan_the khac",
    "denunciation_stat.action": "thu_ly chuyen don_doc khong_thu_ly luu",
    "denunciation_stat.level_tc": "lan_dau to_cao_tiep",
    "denunciation_stat.prior_status": "qua_han_chua_gq da_co_kl chua_gq",
    "denunciation_stat.result": "dung sai dung_co_sai dinh_chi rut",
    "dialogue.kind": "hang_nam dinh_ky_qc06 dot_xuat chuyen_de doanh_nghiep cbccvc",
    "dialogue.trigger": "cu_tri_10pt buc_xuc cap_tren",
    "dialogue_opinion.topic": """dat_dai giao_thong dien_nuoc vien_thong giam_ngheo nong_lam y_te giao_duc moi_truong an_ninh tthc can_bo
        ctmtqg khac""",
    "dialogue_opinion.competence": "xa huyen tinh tw",
    "dialogue_opinion.answered": "tai_cho ghi_nhan chuyen giai_trinh",
    "commitment.source_kind": "doi_thoai chat_van cu_tri giam_sat kiem_tra tiep_dan",
    "commitment.state": "chua dang xong mot_phan khong",
    "mediation_case.basis": "yeu_cau_ben hgv_chung_kien phan_cong_de_nghi",
    "mediation_case.scope": "mau_thuan dan_su hn_gd vi_pham khac",
    "mediation_case.outcome": "thanh khong_thanh dang chuyen_co_quan ngoai_pham_vi",
    "mediation_case.execution": "da_thuc_hien dang khong",
    "mediation_month.scope": "mau_thuan dan_su hn_gd vi_pham khac",
}
# Where the dossier names no code, the office's own stand for what it says in words.
OWN_CODES = {
    "plan_doc.sign_power": "tm kt q tl tuq thu_truong",
    "dissemination.language": "kinh thai mong dao ha_nhi la_hu khac",
    "denunciation_stat.inadmissible_reason": "nac_danh khong_du_can_cu khong_thuoc_tq da_gq khac",
}


@pytest.mark.parametrize("path", CODES | OWN_CODES)
def test_a_list_has_the_codes_of_the_dossier(path):
    code, _, name = path.partition(".")
    assert set(registers.ALL[code].by_name[name].options) == set((CODES | OWN_CODES)[path].split())


def test_every_list_of_these_books_is_held_against_the_dossier():
    lists = {f"{code}.{f.name}" for code in BOOKS for f in registers.ALL[code].fields if f.options}
    same = {f"model_evaluation.c{n}" for n in range(1, 8)} | {"denunciation_stat.exec_status"}
    assert lists - same == set(CODES | OWN_CODES)


ENTERS_SEES = {
    "plan_doc": ("DV", "all"), "assignment": ("DV", "all"), "plan_task": ("DV", "all"), "dissemination": ("DV TP NL", "all"),
    "training_session": ("DV NL", "all"), "training_attendance": ("DV", "DV LD TH"), "model": ("DV NL", "all"),
    "model_progress": ("DV NL", "all"), "model_evaluation": ("DV LD", "all"), "reception_session": ("TCD LD", "all"),
    "reception_visit": ("TCD LD", "TCD LD TH"), "petition": ("TCD LD", "TCD LD TH"), "petition_event": ("TCD LD", "TCD LD TH"),
    "denunciation_stat": ("TCD LD", "TCD LD"), "dialogue": ("DV LD", "all XEM"), "dialogue_opinion": ("DV LD", "all"),
    "commitment": ("DV LD", "all XEM"), "mediation_team": ("TP", "TP LD TH"), "mediation_case": ("TP", "TP LD"),
    "mediation_month": ("TP", "TP LD TH"),
}  # fmt: skip


@pytest.mark.parametrize("code", BOOKS)
def test_a_book_is_written_and_read_by_whom_the_dossier_names(code):
    register = registers.ALL[code]
    enters, sees = ENTERS_SEES[code]
    said = set(sees.replace("all", "QT DV TCD TP LD NL TH").split())
    assert (register.enters, register.sees) == (set(enters.split()), said)


def test_what_goes_up_is_as_the_matrix_says():
    up = {code: registers.ALL[code].upward for code in BOOKS}
    assert {code for code, how in up.items() if how != "rows"} == {"denunciation_stat", "mediation_case"}
    assert {up["denunciation_stat"], up["mediation_case"]} == {"figures"}


KEYS = {
    "training_attendance": ("session_id", "official_id"), "model_progress": ("model_id", "quarter"),
    "reception_session": ("kind", "planned_date"), "mediation_month": ("team", "month", "scope"),
}  # fmt: skip


def test_what_exists_once_has_its_key():
    assert {code: key for code in BOOKS if (key := registers.ALL[code].natural_key)} == KEYS


def row(**values: object) -> Row:
    return values


def test_a_visit_or_a_letter_of_a_denouncer_asks_for_no_name():
    for code, field, value in (("reception_visit", "subject_kind", "to_cao"), ("petition", "kind", "to_cao")):
        asked = [f.name for f in registers.ALL[code].fields if f.private and f.is_asked(row(**{field: value}))]
        assert asked == []
