"""Commands on what keeps an office's work when a laptop dies, is copied or was ended."""

from collections.abc import Iterator
from typing import Any

import click

from desktop.actions import new_station
from desktop.commands.call import Call, pass_call
from desktop.commands.stations import station


@station.command("become-new", help="Lập trạm mới cho máy này: máy là bản sao, vừa bị thu hồi, hoặc cần đổi khóa. Sổ giữ nguyên.")
@pass_call
def become_new(call: Call) -> None:
    """Make this home a new station."""
    password = call.password()
    with call.office() as office:
        call.say(new_station.become(office, password).as_json(), _became, office)


def _became(document: dict[str, Any]) -> Iterator[str]:
    yield f"Máy này nay là trạm {document['station']}, thay trạm {document['replaces']}."
    yield f"Đã ghi lại {document['redone_ops']} thao tác chưa gửi dưới tên trạm mới."
    if document["enrolled"]:
        yield f"Khóa gốc đã chứng nhận trạm này. Thu hồi trạm cũ nếu không máy nào còn dùng: station revoke {document['replaces']}."
    else:
        yield f"Ghi tờ đăng ký (station request), mang lên nơi chứng nhận. Tám từ: {document['fingerprint']}."
        yield f"Nhờ nơi đó thu hồi trạm {document['replaces']} trước nếu không máy nào còn dùng, rồi mới chứng nhận trạm này."


COMMANDS: tuple[click.Command, ...] = ()
