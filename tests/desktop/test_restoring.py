"""A backup on a stick, and the office that is set up again from it: a new station with all that the old one knew."""

import shutil
from pathlib import Path

import pytest

from db import exchange
from desktop.actions import backup, backup_file, lookup, people, restoring, stations
from desktop.actions.restoring import Opening
from desktop.clock import Clock
from desktop.errors import Problem
from desktop.exchange import scope
from desktop.keys.recovery_code import new_code
from desktop.keys.secrets_kept import Secrets
from desktop.office import Office, User
from desktop.packages import stick
from desktop.packages.receipts import Have, Receipt, sign_receipt
from desktop.paths import Paths
from tests.desktop.world import BAN, HAI, HUYEN, NOW, PASSWORD, ROLES, XA

NEW = "moi"
CLOCK = Clock.from_text(NOW)


@pytest.fixture
def world(exchange_world):
    return exchange_world


def by(password=PASSWORD, user=None, code=None):
    return Opening(user, lambda: password, code)


def saved(world, name):
    return backup_file.write(world[name], world.folder / f"{name}.saoluu").file


def restored(world, file, name=NEW, opening=None, **more):
    made = restoring.restore(file, world.home(name), CLOCK, opening or by(), **more)
    world.keys[name] = people.sign_in(Paths(world.home(name)), CLOCK, None, lambda: PASSWORD).key
    return made.became


def refused(action, *arguments, **options):
    with pytest.raises(Problem) as problem:
        action(*arguments, **options)
    return problem.value.code


def names(world, name):
    return sorted(str(one.values["name"]) for one in lookup.listing(world[name], "model", lookup.Ask()).records)


def nothing_left(world, name=NEW):
    return not world.home(name).exists() and not list(world.folder.glob(f".{name}*"))


def test_a_dead_laptop_is_set_up_again_from_the_stick(world):
    world.add(XA, name="Đã gửi")
    world.send(XA, HUYEN)
    world.add(XA, name="Chưa gửi")
    old, file = world.station(XA), saved(world, XA)
    before = world.state(XA, "home")
    world.add(XA, name="Sau khi sao lưu, mất theo máy")
    world.close(XA)
    made = restored(world, file)
    assert (made.replaces, made.station == old) == (old, False)
    assert names(world, NEW) == ["Chưa gửi", "Đã gửi"]
    assert world.state(NEW, "home") != before  # accounts of the new laptop are the only difference
    assert not world[NEW].identity.enrolled
    world.admit(HUYEN, NEW)
    assert world.send(NEW, HUYEN).result == "merged"
    assert names(world, HUYEN) == ["Chưa gửi", "Đã gửi"]
    assert world.state(NEW) == world.state(HUYEN)


def test_what_a_lost_laptop_sent_after_its_backup_comes_home(world):
    file = saved(world, XA)
    record = world.add(XA, name="Sau sao lưu")
    world.send(XA, HUYEN)
    restored(world, file)
    world.admit(HUYEN, NEW)
    world.send(NEW, HUYEN)
    world.send(HUYEN, NEW)
    assert world.value(NEW, record) == "Sau sao lưu"
    assert world.state(NEW) == world.state(HUYEN)


def test_a_stick_for_the_dead_laptop_opens_on_the_restored_one(world):
    file, late = saved(world, XA), world.export(HUYEN, to="03448")
    restored(world, file)
    world.admit(HUYEN, NEW)
    assert world.bring(NEW, *late).packages[0].result in ("merged", "duplicate")


def test_the_backup_is_sealed_first_and_looks_the_same_inside(world):
    world.add(XA)
    made = backup_file.write(world[XA], world.folder / "a.saoluu")
    assert made.as_json() == {"file": str(made.file), "bytes": made.file.stat().st_size, "verified": True}
    assert made.file.stat().st_size % 512 == 0
    paths = Paths(world.folder / "xem")
    backup_file.unpack(made.file, paths)
    office = Office.open_store(paths, world.keys[XA], CLOCK)
    with office.reading() as connection:
        assert connection.execute("SELECT count(*) FROM line WHERE NOT sealed").fetchone() == (0,)
        assert Secrets.load(connection).keys.station == world.station(XA)
    office.close()
    assert refused(backup_file.write, world[XA], made.file) == "not_allowed"


def test_whoever_only_types_in_makes_no_backup_and_restores_none(world):
    people.add(world[XA], "bình", ["NL"], PASSWORD)
    file = saved(world, XA)
    world[XA].user = User("bình", frozenset({"NL"}))
    assert refused(backup_file.write, world[XA], world.folder / "b.saoluu") == "not_allowed"
    assert refused(restoring.restore, file, world.home(NEW), CLOCK, by(user="bình")) == "not_allowed"
    assert nothing_left(world)


def test_a_restore_needs_a_password_of_the_office_or_the_printed_code(tmp_path):
    home = Paths(tmp_path / "cu")
    made = stations.set_up(home, CLOCK, unit="03448", era="2024", desk="xa", user="an", password=PASSWORD, root=False)
    office = people.sign_in(home, CLOCK, None, lambda: PASSWORD)
    file = backup_file.write(office, tmp_path / "a.saoluu").file
    office.close()
    target = tmp_path / NEW
    assert refused(restoring.restore, file, target, CLOCK, by("sai mật khẩu rồi")) == "wrong_password"
    assert refused(restoring.restore, file, target, CLOCK, by(code=new_code())) == "wrong_password"
    assert not target.exists()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    restoring.restore(file, target, CLOCK, by("không cần", code=made.recovery_code))
    assert people.recover(Paths(target), None, made.recovery_code, "Mật khẩu số 2", CLOCK) == "an"
    people.sign_in(Paths(target), CLOCK, None, lambda: "Mật khẩu số 2").close()


def test_a_folder_in_use_is_left_alone(world):
    file = saved(world, XA)
    assert refused(restoring.restore, file, world.home(HAI), CLOCK, by()) == "station_exists"
    other = world.folder / "khac"
    other.mkdir()
    (other / "thu.txt").write_text("của người khác")
    assert refused(restoring.restore, file, other, CLOCK, by()) == "not_allowed"
    assert [one.name for one in other.iterdir()] == ["thu.txt"]


def test_an_empty_folder_is_filled(world):
    world.home(NEW).mkdir()
    restored(world, saved(world, XA))
    assert world[NEW].identity.unit == world[XA].identity.unit


def test_a_home_where_only_the_window_was_opened_is_filled_and_keeps_its_settings(world):
    file, home = saved(world, XA), world.home(NEW)
    home.mkdir()
    (home / "settings.json").write_text("{}")
    (home / "window.lock").write_text("")
    restored(world, file)
    assert world[NEW].identity.unit == world[XA].identity.unit
    assert (home / "settings.json").read_text() == "{}"
    assert not list(world.folder.glob(f".{NEW}*"))


@pytest.mark.parametrize("place", [0, 100, "hash", 1200, 3000, -5000, -600, "cut", "more", "other"])
def test_a_damaged_file_restores_nothing(world, place):
    file = saved(world, XA)
    raw = bytearray(file.read_bytes())
    if place == "cut":
        raw = raw[: len(raw) // 2]
    elif place == "more":
        raw += b"x"
    elif place == "hash":
        raw[raw.index(b'"sodanvan.db":"') + 20] ^= 1
    elif place == "other":
        raw = bytearray(b"PK\3\4 khong phai")
    else:
        raw[place] ^= 1
    file.write_bytes(bytes(raw))
    assert refused(restoring.restore, file, world.home(NEW), CLOCK, by()) in ("damaged", "not_a_package")
    assert nothing_left(world)


def test_an_older_backup_does_not_bring_back_what_the_marks_beside_the_home_say_is_erased(world):
    """The copies that the program keeps by itself are restored together with the marks that lie beside them."""
    session = world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    visit = world.add(
        XA, "reception_visit", session_id=session, subject_kind="kien_nghi", citizen_name="Giàng A Páo", content="Ranh giới nương",
        handling="chuyen_don", target_body="Phòng Tài nguyên",
    )  # fmt: skip
    older = backup.make(world[XA], "tay").file
    world.edit(XA, visit, "reception_visit", subject_kind="to_cao")
    world.close(XA)
    restored(world, older)
    with world[NEW].reading() as connection:
        bodies = b" ".join(bytes(row[0]) for row in connection.execute("SELECT body FROM value_line WHERE body IS NOT NULL"))
        found = [str(row) for row in connection.execute("SELECT open, private FROM search")]
    assert "Páo".encode() not in bodies
    assert not any("pao" in one for one in found)
    assert world.value(NEW, visit, "citizen_name", "reception_visit") is None


def test_an_inner_copy_needs_the_key_slots_of_its_home(world):
    older = backup.make(world[XA], "tay").file
    alone = world.folder / "le.db"
    shutil.copyfile(older, alone)
    assert refused(restoring.restore, alone, world.home(NEW), CLOCK, by()) == "not_a_package"
    assert nothing_left(world)


def dead(world, name=XA):
    """The data folder of a laptop whose power went: what was saved last stands in the write-ahead log alone."""
    return shutil.copytree(world.home(name), world.folder / "tat-nguon", ignore=shutil.ignore_patterns("*-shm"))


def test_what_was_saved_before_the_power_went_comes_back(world):
    world.add(XA, name="Vừa lưu")
    folder = dead(world)
    assert (folder / "sodanvan.db-wal").stat().st_size > 0
    assert restored(world, folder / "sodanvan.db").redone_ops > 0
    assert names(world, NEW) == ["Vừa lưu"]
    assert (folder / "sodanvan.db-wal").stat().st_size > 0  # the old folder stays as it was


def test_what_a_program_writes_while_it_is_copied_is_not_put_back_by_halves(world, monkeypatch):
    real = shutil.copyfile

    def meanwhile(source, target):
        if str(source).endswith("-wal"):
            world.add(XA, name="Giữa lúc chép")
        return real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(restoring.shutil, "copyfile", meanwhile)
        assert refused(restoring.restore, world[XA].paths.database, world.home(NEW), CLOCK, by()) == "locked"
    assert nothing_left(world)


def opened_once(world, name=NEW):
    """A home as an ordinary first start leaves it: the window's settings, and no station."""
    home = world.home(name)
    home.mkdir()
    (home / "settings.json").write_text("{}", encoding="utf-8")
    return home


def stumbles(monkeypatch, how):
    """Let the moving of the key slots fail."""
    real = Path.rename

    def rename(self, target):
        if self.name == "keys.json":
            raise how
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(stick, "_WAITS", ())


def test_a_restore_whose_last_file_is_held_takes_all_back_and_goes_the_next_time(world, monkeypatch):
    file, home = saved(world, XA), opened_once(world)
    with monkeypatch.context() as patched:
        stumbles(patched, PermissionError(13, "held by an antivirus"))
        assert refused(restoring.restore, file, home, CLOCK, by()) == "locked"
    assert [one.name for one in home.iterdir()] == ["settings.json"]
    assert restored(world, file).station
    assert not Paths(home).unfinished.exists()


def test_what_a_killed_restore_left_in_the_place_and_beside_it_goes_with_the_next(world):
    file, home = saved(world, XA), opened_once(world)
    beside = world.folder / f".{NEW}.0-abc.tam"
    beside.mkdir()
    (beside / "keys.json").write_text("{}", encoding="utf-8")
    (home / "sodanvan.db").write_bytes(b"half")
    Paths(home).unfinished.write_text("sodanvan.db\nsettings.json\n../xa/keys.json\nkeys.json", encoding="utf-8")
    assert restored(world, file).station
    assert (home / "settings.json").is_file()
    assert not beside.exists()
    assert not Paths(home).unfinished.exists()


def test_the_roots_own_station_comes_back_with_its_root_file(world):
    file, root = saved(world, HUYEN), world.folder / "root.key"
    shutil.copyfile(world[HUYEN].paths.root, root)
    old = world.station(HUYEN)
    world.close(HUYEN)
    assert restored(world, file, root=root).enrolled
    world[NEW].user = User("an", ROLES)
    stations.revoke(world[NEW], old, None, PASSWORD)
    assert world.bring(XA, *world.export(NEW, to="03448")).packages[0].result == "merged"
    world.add(XA, name="Gửi huyện mới")
    assert world.send(XA, NEW).result == "merged"
    assert names(world, NEW) == ["Gửi huyện mới"]


def test_a_restore_that_was_broken_off_leaves_nothing(world, monkeypatch):
    file = saved(world, XA)

    def broken(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(restoring.new_station, "remake", broken)
        assert refused(restoring.restore, file, world.home(NEW), CLOCK, by()) == "disk_full"
    assert nothing_left(world)
    restored(world, file)


@pytest.mark.parametrize("teller", [HUYEN, BAN])
def test_a_superiors_receipt_keeps_what_is_erased_away_and_a_neighbours_empties_nothing(world, teller):
    """The backup holds the receipt, but not yet the erasure itself."""
    world.admit(XA, HAI)
    session = world.add(XA, "reception_session", kind="dinh_ky", planned_date="2024-01-08", actor="thu_truong", held=True)
    visit = world.add(
        XA, "reception_visit", session_id=session, subject_kind="kien_nghi", citizen_name="Giàng A Páo", content="Ranh giới nương",
        handling="chuyen_don", target_body="Phòng Tài nguyên",
    )  # fmt: skip
    world.send(XA, HAI, kind="home")
    world.edit(XA, visit, "reception_visit", subject_kind="to_cao")
    world.send(XA, HUYEN)
    with world[HAI].writing() as connection, world[HUYEN].reading() as above, world[teller].reading() as source:
        have = Have(tips={}, erased=scope.have_of(world[HUYEN], above).erased)
        me = world[teller].identity
        said = Receipt(station=me.station, unit=me.unit, number=99, at=NOW + "+07:00", have=have)
        signed = sign_receipt(said, Secrets.load(source).keys.signing)
        exchange.keep_receipt(connection, me.station, 99, signed.encoded())
        assert have.erased
    assert world.value(HAI, visit, "citizen_name", "reception_visit") == "Giàng A Páo"
    file = saved(world, HAI)
    world.close(HAI)
    restored(world, file)
    kept = world.value(NEW, visit, "citizen_name", "reception_visit")
    assert kept == (None if teller == HUYEN else "Giàng A Páo")
    world.admit(XA, NEW)
    stations.revoke(world[XA], world.station(HAI), None, None)
    world.send(XA, NEW, kind="home")
    assert world.value(NEW, visit, "citizen_name", "reception_visit") is None
    world.send(NEW, XA, kind="home")
    world.send(XA, NEW, kind="home")
    assert world.state(NEW, "home") == world.state(XA, "home")
