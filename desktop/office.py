"""An opened office: the store, the law, who is signed in, and the two ways to the data – reading and writing.

Opening a home folder happens here and nowhere else. Every write is one transaction; whatever it touched is folded again
before it commits, so no screen ever sees a half of it.
"""

import json
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from db.catalogue import install
from db.check import fold_waiting
from db.driver import Connection
from db.erasure import apply_marks, unknown_marks
from db.errors import Corrupt, DiskFailed, DiskFull, Locked, ReadOnly, StoreError, TooNew, WrongKey
from db.log import Author, append
from db.ops import NewOp
from db.projection import Moved, Projector
from db.query import Query, Reader
from db.store import Store, get_meta, part, set_meta, unfolded
from desktop import erased_marks, registers, snapshots, units
from desktop.clock import Clock, ClockCheck, doubtful
from desktop.entries.catalogue import RESOURCES_VERSION, resource_records
from desktop.entries.moved_law import records_moved
from desktop.entries.tables import AGENCIES, LAW, words
from desktop.errors import Problem
from desktop.identity import Identity
from desktop.law.unit_law import Closing, Law, law_of
from desktop.packages.trust import TrustState
from desktop.paths import Paths
from desktop.release import built_on
from desktop.unit_directory import Directory, directory_of

LogKind = Literal["main", "down"]
_TAKEN_OVER: Final = "taken_over"
_LAST_SEEN: Final = "last_seen"
_BUILD_OVERRULED: Final = "build_overruled"
_STORE_PROBLEMS: Final[tuple[tuple[type[StoreError], str, str], ...]] = (
    (DiskFull, "disk_full", "Đĩa của máy đã đầy; chưa ghi gì. Xóa bớt tệp rồi làm lại."),
    (Locked, "locked", "Sổ đang được một chương trình khác ghi. Đợi một lát rồi làm lại."),
    (ReadOnly, "read_only", "Không ghi được vào thư mục dữ liệu. Kiểm tra quyền ghi của thư mục."),
    (TooNew, "too_new", "Dữ liệu do bản chương trình mới hơn ghi. Cập nhật chương trình rồi mở lại."),
    # The slot that gave the key has proved the password: what it does not open is not the file that it was made for.
    (WrongKey, "damaged", "Tệp dữ liệu bị hỏng hoặc là của trạm khác. Chép lại đúng tệp, hoặc khôi phục từ bản sao lưu gần nhất."),
    (Corrupt, "damaged", "Tệp dữ liệu bị hỏng. Đừng ghi tiếp; khôi phục từ bản sao lưu gần nhất."),
)

_LEAST_ROOM: Final = 1 << 17


@dataclass(frozen=True, slots=True)
class User:
    """Who is signed in."""

    name: str
    roles: frozenset[str]


@contextmanager
def store_problems(where: str) -> Iterator[None]:
    """Turn the store's errors into sentences for the office: the one place where it happens.

    Raises:
        Problem: disk_full, locked, read_only, too_new, damaged.
    """
    try:
        yield
    except StoreError as error:
        known = DiskFull() if isinstance(error, DiskFailed) and _has_no_room(Path(where)) else error
        for kind, code, message in _STORE_PROBLEMS:
            if isinstance(known, kind):
                raise Problem(code, message, where=where) from error
        raise


def _has_no_room(path: Path) -> bool:
    """Return whether the disk that a path lies on is too full for the small files that the database keeps beside itself."""
    try:
        return shutil.disk_usage(path if path.exists() else path.parent).free < _LEAST_ROOM
    except OSError:
        return False


@dataclass
class Office:
    """One opened home folder."""

    paths: Paths
    clock: Clock
    identity: Identity
    user: User
    store: Store = field(repr=False)
    key: bytes = field(default=b"", repr=False)
    warnings: list[str] = field(default_factory=list)
    trust: tuple[object, TrustState] | None = field(default=None, repr=False)
    """What was made of the facts last, and the facts that it was made of (see `trusting`)."""
    _laws: dict[str, tuple[object, Law]] = field(default_factory=dict, repr=False)
    _own_laws: threading.local = field(default_factory=threading.local, repr=False)
    _directory: tuple[object, Directory] | None = field(default=None, repr=False)

    @classmethod
    def open_store(cls, paths: Paths, key: bytes, clock: Clock, *, create: bool = False) -> "Office":
        """Open the database and lay the program's catalogue under it; nobody is signed in yet.

        Raises:
            Problem: what keeps the file from being opened; damaged also when there is none.
        """
        if not create and not paths.database.is_file():
            lost = f"Không thấy tệp dữ liệu {paths.database.name}. Chép lại tệp vào thư mục này, hoặc khôi phục từ bản sao lưu gần nhất."
            raise Problem("damaged", lost, where=str(paths.database))
        with store_problems(str(paths.database)):
            office = cls(paths, clock, Identity(), User("", frozenset()), None, key)  # type: ignore[arg-type]
            office.store = Store(paths.database, key, words(office.law_of), create=create, spare=paths.next_backup(clock.now(), "nang-cap"))
            with office.store.read() as connection:
                office.identity = Identity.from_json(get_meta(connection, "identity"))
                current = get_meta(connection, "resources") == RESOURCES_VERSION and not unfolded(connection)
            office._apply_marks()
            if not current:
                with office.writing() as connection:
                    same_schema = str(get_meta(connection, "resources")).startswith(f"{registers.SCHEMA}-")
                    moved = install(office.projector(connection), RESOURCES_VERSION, resource_records())
                    fold_waiting(connection, office.projector(connection))
                    if same_schema:
                        office.derive_moved(connection, moved or ())
                    else:
                        office.derive_again(connection)
        return office

    def _apply_marks(self) -> None:
        """Let an image that was put back and is older than an erasure show nothing of what the law erased since."""
        marks = erased_marks.read(self.paths.erased)
        with self.store.read() as connection:
            unknown = unknown_marks(connection, marks)
        if not unknown:
            return
        with self.writing() as connection:
            self.project(connection, sorted(apply_marks(connection, self.store.words.specs, unknown)))
        with suppress(Locked):  # somebody reads: the next emptying takes it along
            self.store.truncate_wal()

    @property
    def home_unit(self) -> units.Unit:
        """The unit of this station."""
        return self.directory.unit(self.identity.unit)

    @property
    def owned(self) -> frozenset[str]:
        """The units whose books are kept here: the own one, and those that it took over by a merger."""
        with self.store.read() as connection:
            kept = get_meta(connection, _TAKEN_OVER)
        return frozenset({self.identity.unit, *(json.loads(kept) if isinstance(kept, str) else ())})

    def owns(self, unit: str) -> bool:
        """Whether a unit's books are kept here."""
        return unit == self.identity.unit or unit in self.owned

    @property
    def sees_many(self) -> bool:
        """Whether records of several units stand side by side here: at an upper desk, and after a merger."""
        return self.identity.is_upper or len(self.owned) > 1

    def take_over(self, connection: Connection, taken: Collection[str]) -> None:
        """Keep which units the own one took over, as the facts of mergers say (`trusting`)."""
        text = json.dumps(sorted(taken))
        if text != (get_meta(connection, _TAKEN_OVER) or "[]"):
            set_meta(connection, _TAKEN_OVER, text)

    @property
    def directory(self) -> Directory:
        """Every unit that is known here, agencies by their names; read again only when an agency was added or changed."""
        with self.store.read() as connection:
            mark = (get_meta(connection, AGENCIES), self.identity.unit)
            if self._directory is None or self._directory[0] != mark:
                rows = self.reader(connection).rows(Query(AGENCIES))
                self._directory = mark, directory_of(self.identity.unit, rows, registers.ALL[AGENCIES].by_name["kind"].options)
            return self._directory[1]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give one unchanging view of the data."""
        with store_problems(str(self.paths.database)), self.store.read() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the one writing transaction; it counts whole or not at all."""
        with self._forgetting(), store_problems(str(self.paths.database)), self.store.write() as connection:
            yield connection

    @contextmanager
    def trying(self, connection: Connection) -> Iterator[None]:
        """Inside a writing transaction, do a part of it that is undone alone when it fails."""
        with self._forgetting(), part(connection):
            yield

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        identity = self.identity
        try:
            yield
        except BaseException:
            self.identity, self.trust = identity, None  # what was read inside what is undone never was
            raise

    def reader(self, connection: Connection) -> Reader:
        """Return the questions that this office can ask."""
        return Reader(connection, self.store.words)

    def projector(self, connection: Connection) -> Projector:
        """Return what folds records into tables."""
        return Projector(connection, self.store.words, units.lineage)

    def law_of(self, unit: str) -> Law:
        """Return rules, working days and closings as a unit has them, in the view of the data that this thread has open.

        What was read is known by the mark of the view that it was read in. Each thread keeps what it used last, so that a fold
        at a closing, in whose midst the tables are only half there, finds the law that was read before it.
        """
        own: dict[str, tuple[object, Law]] = self._own_laws.__dict__
        with self.store.read() as connection:
            mark = get_meta(connection, LAW)
            known = next((one for one in (own.get(unit), self._laws.get(unit)) if one is not None and one[0] == mark), None)
            if known is None:
                known = self._laws[unit] = (mark, self.law_as_shown(connection, unit))
            own[unit] = known
        return known[1]

    def law_as_shown(self, connection: Connection, unit: str) -> Law:
        """Read a unit's law anew from what a connection shows: the tables of now, or a fold at a closing."""
        reader, chain = self.reader(connection), units.lineage(unit)
        rank = {owner: -place for place, owner in enumerate(chain)}

        def rows(code: str) -> list[dict[str, object]]:
            found = reader.rows(Query(code, units=chain, layers=chain, deleted=True))  # a struck-out one covers what it corrects
            return sorted((row for row in found if not row["_deleted"]), key=lambda row: rank[str(row["_unit"])])

        return law_of(rows("legal_rule"), rows("holiday"), self._closings(reader, unit))

    @staticmethod
    def _closings(reader: Reader, unit: str) -> list[Closing]:
        found = snapshots.closings(reader, (unit,))
        return [Closing(period, one.first, one.last, one.vector) for (_, period), (one, _) in found.items() if one.is_closed]

    def author(self, connection: Connection, kind: LogKind = "main") -> Author:
        """Return who writes now, with the moment of the office's clock; remember the latest moment seen, unless it is doubted.

        Else one start years ahead would make every right day after it a doubtful one.
        """
        now = self.clock.now().isoformat()
        seen = get_meta(connection, _LAST_SEEN)
        if (not isinstance(seen, str) or now > seen) and self.doubt(connection).state == "ok":
            set_meta(connection, _LAST_SEEN, now)
        log = self.identity.station if kind == "main" else f"{self.identity.station}.down"
        return Author(log, self.identity.station, self.identity.unit, self.user.name, now, registers.SCHEMA)

    def write(self, connection: Connection, ops: Iterable[NewOp], kind: LogKind = "main") -> list[str]:
        """Append ops to an own log and fold what they touch; return their names.

        Raises:
            Problem: fork, revoked, when this station found that it is a copy or was revoked and must not write.
        """
        self.refuse_copy()
        author, names, keys = self.author(connection, kind), [], []
        for op in ops:
            names.append(append(connection, author, op))
            keys.append((op.unit, op.record))
        self.project(connection, keys)
        return names

    def refuse_copy(self) -> None:
        """Let a copy of another laptop, and one that was revoked, write, give and export nothing.

        Raises:
            Problem: fork, revoked.
        """
        if self.identity.is_revoked:
            raise Problem(
                "revoked",
                "Trạm này đã bị thu hồi nên không ghi, không xuất tiếp; vẫn đọc và in được. Lập trạm mới cho máy này.",
                where=self.identity.station,
            )
        if self.identity.is_copy:
            raise Problem(
                "fork",
                "Máy này là bản sao của một trạm khác nên không ghi, không xuất tiếp. Lập trạm mới cho máy này.",
                where=self.identity.station,
            )

    def project(self, connection: Connection, keys: Collection[tuple[str, str]]) -> None:
        """Fold records again, and whatever hangs on the law or on a closing that changed with them."""
        self.derive_moved(connection, self.projector(connection).project(keys))

    def derive_moved(self, connection: Connection, moved: Sequence[Moved]) -> None:
        """Derive anew what hangs on a law, a calendar or a closing that moved."""
        if moved:
            self.projector(connection).project(records_moved(self.reader(connection), moved, self.law_of))

    def derive_again(self, connection: Connection) -> None:
        """Compute terms and flags of every record anew: the program counts them otherwise than the one before."""
        reader = self.reader(connection)
        codes = [register.code for register in registers.ALL.values() if register.asks_the_law]
        self.projector(connection).project(
            [key for code in codes for key in reader.ids(Query(code, deleted=True, drafts=True)) if key[0] != units.RESOURCES]
        )

    def check_clock(self, connection: Connection) -> str:
        """Return "ok" or "doubtful" and put the warning, once, into `warnings`."""
        check = self.doubt(connection)
        if check.state == "doubtful" and check.warning not in self.warnings:
            self.warnings.append(check.warning)
        return check.state

    def doubt(self, connection: Connection) -> ClockCheck:
        """Return what is thought of the clock.

        A time that a person has set for the program (late bookkeeping) says nothing of the laptop: it may lie before the build.
        What a person has confirmed is believed, the build or what was seen before notwithstanding.
        """
        seen, built = get_meta(connection, _LAST_SEEN), built_on()
        last = Clock.from_text(seen).now() if isinstance(seen, str) else None
        overruled = self.clock.standing is not None or get_meta(connection, _BUILD_OVERRULED) == built.isoformat()
        return doubtful(self.clock.now(), last, None if overruled else built)

    def believe_clock(self, connection: Connection) -> None:
        """A person says that the clock is right: what was seen before counts no more, nor the build where it says otherwise."""
        set_meta(connection, _LAST_SEEN, self.clock.now().isoformat())
        if self.doubt(connection).state == "doubtful":
            set_meta(connection, _BUILD_OVERRULED, built_on().isoformat())

    def close(self) -> None:
        """Close the database."""
        self.store.close()
