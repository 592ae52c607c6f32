"""Commands on units and stations."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from desktop import units
from desktop.actions import key_renewal, key_rotation, paper_key, retirement, stations
from desktop.commands.accounts import printed_code
from desktop.commands.call import Call, pass_call
from desktop.commands.words import Command, Group
from desktop.errors import Problem
from desktop.language.texts import t
from desktop.unit_directory import Directory

FILE = click.Path(path_type=Path)


def _directory(call: Call) -> Directory:
    """Return the units that the home knows; without a home that opens to who asks, those of the lists."""
    with suppress(Problem), call.office() as office:
        return office.directory
    return Directory()


@click.command(
    "units",
    cls=Command,
    short_help="Liệt kê đơn vị hành chính, cơ quan.",
    help="Liệt kê đơn vị hành chính; đăng nhập thì cả cơ quan trực thuộc.",
)
@click.option("--era", type=click.Choice(units.ERAS), help="Thời kỳ: 2024 (ba cấp) hoặc 2025 (hai cấp).")
@click.option("--level", type=click.Choice(["xa", "huyen", "tinh", "co_quan"]), help="Cấp; co_quan là phòng, ban, sở, báo, đài.")
@pass_call
def list_units(call: Call, era: str | None, level: str | None) -> None:
    """Answer with the administrative units."""
    found = [
        {
            "code": u.code,
            "era": u.era,
            "name": u.name,
            "type": u.type,
            "level": u.level,
            "parent": u.parent.partition(":")[2] if u.parent else None,
        }
        for u in _directory(call).all(era, level)
    ]
    call.say(found, lambda rows: (f"{row['code']:6} {row['era']} {_titled(row)}" for row in rows))


def _titled(row: dict[str, str]) -> str:
    return row["name"] if row["level"] == units.AGENCY else f"{row['type']} {row['name']}"


@click.group("station", cls=Group, help="Lập trạm, chứng nhận trạm, tám từ.")
def station() -> None:
    """Commands on stations."""


@station.command("init", help="Lập trạm trong thư mục dữ liệu còn trống.")
@click.option("--unit", required=True, help="Mã đơn vị.")
@click.option("--era", required=True, type=click.Choice(units.ERAS), help="Thời kỳ.")
@click.option("--desk", required=True, type=click.Choice(["xa", "huyen", "tinh"]), help="Cấp của trạm.")
@click.option("--user", required=True, help="Tên người dùng đầu tiên.")
@click.option("--root", is_flag=True, help="Lập cả khóa gốc: trạm đầu tiên của cấp cao nhất.")
@pass_call
def init(call: Call, unit: str, era: str, desk: Any, user: str, root: bool) -> None:
    """Make a station."""
    made = stations.set_up(call.paths, call.clock, unit=unit, era=era, desk=desk, user=user, password=call.password(), root=root)
    call.say(
        made.as_json(),
        lambda d: [f"Đã lập trạm {d['station']}.", f"Mã khôi phục (chỉ hiện một lần): {d['recovery_code']}", f"Tám từ: {d['fingerprint']}"],
    )


@station.command("show", help="Cho biết trạm này.")
@pass_call
def show(call: Call) -> None:
    """Show this station."""
    with call.office() as office:
        call.say(stations.show(office).as_json())


@station.command("request", help="Ghi tờ đăng ký trạm ra tệp để mang lên trên.")
@click.argument("file", type=FILE)
@pass_call
def request(call: Call, file: Path) -> None:
    """Write this station's request."""
    with call.office() as office:
        words = stations.request(office, file)
        call.say({"file": str(file), "fingerprint": words}, lambda d: [f"Đã ghi {d['file']}.", f"Tám từ: {d['fingerprint']}"])


@station.command("admit", help="Chứng nhận trạm trong tờ đăng ký, sau khi so tám từ.")
@click.argument("file", type=FILE)
@click.option("--fingerprint", help="Tám từ mà trạm đó đọc qua điện thoại.")
@click.option("--rights", help="Quyền, cách nhau bằng dấu phẩy: write, admit, down.")
@click.option("-o", "--output", "target", required=True, type=FILE, help="Tệp trả lời.")
@pass_call
def admit(call: Call, file: Path, fingerprint: str | None, rights: str | None, target: Path) -> None:
    """Certify a station."""
    password = call.password()
    with call.office() as office:
        answer = stations.admit(office, file, fingerprint, rights.split(",") if rights is not None else None, target, password)
        call.say(answer, _admitted)


def _admitted(answer: dict[str, Any]) -> list[str]:
    said = [f"Đã chứng nhận trạm {answer['station']}. Mang tệp {answer['file']} về trạm đó."]
    if answer["waits_for_key"]:
        said.append("Trạm này chờ máy cũ của đơn vị trao khóa mở gói. Máy cũ đã mất thì thu hồi nó, rồi chứng nhận lại trạm này.")
    return said


@station.command("accept", help="Nhận chứng nhận, sau khi gõ tám từ do nơi chứng nhận đọc qua điện thoại.")
@click.argument("file", type=FILE)
@click.option("--root", "typed", help="Tám từ mà nơi chứng nhận đọc qua điện thoại.")
@pass_call
def accept(call: Call, file: Path, typed: str | None) -> None:
    """Take the answer to the request."""
    with call.office() as office:
        made = stations.accept(office, file, typed).as_json()
        answer = {**made, "enrolled": True}
        call.say(answer, lambda _: ["Trạm đã được chứng nhận. Từ nay xuất và nhập gói được."])


@station.command("confirm", help="Xác nhận máy khác của đơn vị mình, sau khi so tám từ.")
@click.argument("station_id", metavar="TRAM")
@click.option("--fingerprint", help="Tám từ của máy đó.")
@pass_call
def confirm(call: Call, station_id: str, fingerprint: str | None) -> None:
    """Confirm another station of the own unit."""
    with call.office() as office:
        stations.confirm(office, station_id, fingerprint)
        call.say({"station": station_id, "confirmed": True}, lambda _: ["Đã xác nhận. Gói nội bộ sau sẽ gửi cho máy đó."])


@station.command("revoke", help="Thu hồi một trạm; những gì nó ghi sau đó không tính.")
@click.argument("station_id", metavar="TRAM")
@click.option("--after", type=click.IntRange(0), help="Thao tác cuối cùng còn tính.")
@click.option("--falls", type=click.IntRange(0), metavar="SO_TRAM", help="Số trạm khác mất hiệu lực theo, khi được hỏi.")
@click.option("--reason", default="", metavar="LY_DO", help="Vì sao thu hồi.")
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết điều gì sẽ không tính nữa, không thu hồi.")
@pass_call
def revoke(call: Call, station_id: str, after: int | None, falls: int | None, reason: str, dry_run: bool) -> None:
    """Revoke a station."""
    if dry_run:
        with call.office() as office:
            call.say({**stations.would_refuse(office, station_id, after), "dry_run": True}, _would_refuse)
        return
    password = call.password()
    with call.office() as office:
        call.say(stations.revoke(office, station_id, after, password, falls, reason), _revoked)


def _would_refuse(answer: dict[str, Any]) -> list[str]:
    counted = (
        f"Thu hồi trạm {answer['station']} sau thao tác {answer['after']}: {answer['refused_ops']} thao tác trong {answer['records']} "
    )
    said = [f"{counted}bản ghi không tính nữa. Chưa thu hồi gì."]
    said += [answer["warning"]] if answer["warning"] else []
    return [*said, *(f"Mất hiệu lực theo: {one}" for one in answer["falls"])]


def _revoked(answer: dict[str, Any]) -> list[str]:
    said = [f"Đã thu hồi trạm {answer['station']} sau thao tác {answer['after']}."]
    said += ["Đã đổi khóa mở gói của đơn vị. Xuất gói để nơi khác dùng khóa mới."] if answer["new_unit_key"] else []
    said += [t("refused.close_again", periods=", ".join(answer["close_again"]))] if answer["close_again"] else []
    return said + _keyless(answer)


def _keyless(answer: dict[str, Any]) -> list[str]:
    return [f"Chứng nhận lại trạm {one}: không còn máy nào của đơn vị giữ khóa mở gói." for one in answer["keyless"][:1]]


@station.command("retire", help="Cho một trạm ngừng: không ai phải chờ nó nữa; những gì nó đã ghi vẫn tính.")
@click.argument("station_id", metavar="TRAM")
@pass_call
def retire(call: Call, station_id: str) -> None:
    """Retire a station."""
    with call.office() as office:
        call.say(retirement.retire(office, station_id), lambda d: [f"Trạm {d['station']} đã ngừng.", *_keyless(d)])


@station.command("renew", help="Đổi khóa của máy này: máy thành trạm mới do khóa cũ giới thiệu, trạm cũ ngừng. Sổ giữ nguyên.")
@pass_call
def renew(call: Call) -> None:
    """Give this laptop new keys."""
    password = call.password()
    with call.office() as office:
        call.say(key_renewal.renew(office, password).as_json(), _renewed, office)


def _renewed(answer: dict[str, Any]) -> list[str]:
    said = [f"Máy này nay là trạm {answer['station']}, thay trạm {answer['replaces']} đã ngừng."]
    if not answer["enrolled"]:
        said.append(f"Ghi tờ đăng ký (station request), mang lên nơi chứng nhận. Tám từ: {answer['fingerprint']}.")
    return said


@station.command("rotate-key", help="Đổi khóa mở gói của đơn vị, sau khi một máy giữ khóa bị thu hồi.")
@pass_call
def rotate_key(call: Call) -> None:
    """Change the unit's sealing key."""
    with call.office() as office:
        answer = {"unit_key": key_rotation.rotate(office)}
        call.say(answer, lambda d: [f"Đã đổi khóa mở gói của đơn vị (khóa số {d['unit_key']}). Xuất gói để nơi khác dùng khóa mới."])


@station.command("recover-key", help="Nhập mã khôi phục trên giấy để mở gói đã niêm phong cho các máy cũ của đơn vị.")
@click.option("--code-file", type=click.Path(path_type=Path, dir_okay=False), help="Tệp có mã khôi phục (hoặc biến SODANVAN_CODE).")
@pass_call
def recover_key(call: Call, code_file: Path | None) -> None:
    """Open with the paper code what was sealed to lost laptops."""
    code = printed_code(call, code_file)
    with call.office() as office:
        call.say(paper_key.recover(office, code), lambda d: [f"Máy này mở được gói cũ gửi cho đơn vị {d['unit']}. Nhập lại gói."])


@station.command("key", help="Ghi khóa mở gói của đơn vị ra tệp (chuẩn age). Tệp này mở được mọi gói: cất như con dấu.")
@click.option("--age", "file", required=True, type=FILE, help="Tệp sẽ ghi.")
@pass_call
def key(call: Call, file: Path) -> None:
    """Write the unit's age identity."""
    with call.office() as office:
        stations.write_age_key(office, file)
        warning = "Tệp này mở được mọi gói gửi cho đơn vị. Cất trong tủ có khóa, không gửi qua mạng."
        call.say({"file": str(file), "warning": warning}, lambda d: [f"Đã ghi {d['file']}.", d["warning"]])


COMMANDS = (list_units, station)
