"""Corruptions inside archives and tables: proper tars, gzips and Parquet files that say something else."""

import gzip
import io
import random
import tarfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

from tests.retrieval.bundle.drawn import picture
from tests.retrieval.bundle.mutations import Mutation, Victim, changed

Members = list[tuple[tarfile.TarInfo, bytes]]
EditMembers = Callable[[Members, random.Random], None]


def tar(edit: EditMembers) -> Mutation:
    """A proper tar around other members."""

    def mutate(victim: Victim, chance: random.Random) -> None:
        path = chance.choice(victim.paths(".tar"))
        with tarfile.open(victim.folder / path) as held:
            members = [(each, held.extractfile(each).read()) for each in held]  # type: ignore[union-attr]
        edit(members, chance)
        target = io.BytesIO()
        with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as written:
            for member, data in members:
                member.size = len(data)
                written.addfile(member, io.BytesIO(data))
        victim.write(path, target.getvalue())

    return mutate


def exchange(members: Members, chance: random.Random) -> None:
    place = chance.randrange(len(members))
    member, data = members[place]
    members[place] = (member, picture(chance.randrange(10**6)) if data[:1] == b"\xff" else data + b" ")


def rename_member(members: Members, chance: random.Random) -> None:
    member, _ = chance.choice(members)
    member.name = f"x{member.name}"


def reorder(members: Members, chance: random.Random) -> None:
    members.insert(0, members.pop()) if len(members) > 1 else members.append(members[0])


def add_member(members: Members, chance: random.Random) -> None:
    added = tarfile.TarInfo("zz.jpg")
    members.insert(chance.randrange(len(members) + 1), (added, picture(chance.randrange(10**6))))


def drop_member(members: Members, chance: random.Random) -> None:
    del members[chance.randrange(len(members))]


def double_member(members: Members, chance: random.Random) -> None:
    members.append(chance.choice(members))


def date_member(members: Members, chance: random.Random) -> None:
    member, _ = chance.choice(members)
    setattr(member, *chance.choice((("mtime", 7), ("mode", 0o600), ("uid", 12), ("uname", "me"))))


EDITS: tuple[EditMembers, ...] = (
    *(exchange, exchange, rename_member, reorder, add_member, drop_member, double_member, date_member),
)


def after_the_end(victim: Victim, chance: random.Random) -> None:
    """Bytes behind a tar that no tool reads."""
    path = chance.choice(victim.paths(".tar"))
    hidden = chance.choice((bytes(512), b"hidden" + bytes(506), bytes(10240)))
    victim.write(path, victim.read(path) + hidden)


def in_the_padding(victim: Victim, chance: random.Random) -> None:
    """Bytes between the members of a tar that no tool reads."""
    path = chance.choice(victim.paths(".tar"))
    with tarfile.open(victim.folder / path) as held:
        gaps = [each.offset_data + each.size for each in held if each.size % tarfile.BLOCKSIZE]
    data = bytearray(victim.read(path))
    data[chance.choice(gaps)] = 7
    victim.write(path, bytes(data))


def with_pax_headers(victim: Victim, chance: random.Random) -> None:
    """The same members in another kind of tar, with a note that readers skip."""
    path = chance.choice(victim.paths(".tar"))
    target = io.BytesIO()
    with (
        tarfile.open(victim.folder / path) as held,
        tarfile.open(
            fileobj=target, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"note": "x"}
        ) as written,
    ):
        for member in held:
            written.addfile(member, held.extractfile(member))
    victim.write(path, target.getvalue())


def gzip_lines(victim: Victim, chance: random.Random) -> None:
    """The list of distractors with another line, packed again."""
    path = chance.choice(victim.paths(".gz"))
    found = gzip.decompress(victim.read(path)).splitlines(keepends=True)
    place = chance.randrange(len(found))
    kind = chance.randrange(4)
    if kind == 0:
        del found[place]
    elif kind == 1:
        found.insert(place, found[place])
    elif kind == 2:
        found.append(found.pop(0))
    else:
        found[place] = found[place].replace(b"d0", b"d1")
    victim.write(path, gzip.compress(b"".join(found), mtime=0))


def gzip_extras(victim: Victim, chance: random.Random) -> None:
    """Something in the packed list that unpacking does not show."""
    path = chance.choice(victim.paths(".gz"))
    data = victim.read(path)
    named = io.BytesIO()
    with gzip.GzipFile("hidden", "wb", fileobj=named, mtime=0) as opened:
        opened.write(gzip.decompress(data))
    extras = (data + bytes(9), data + b"hidden", data + gzip.compress(b""), named.getvalue())
    victim.write(path, chance.choice(extras))


def parquet_cell(victim: Victim, chance: random.Random) -> None:
    """One cell of a Parquet table, or a row of it."""
    path = chance.choice(victim.paths(".parquet"))
    table = pq.read_table(victim.folder / path)
    rows = table.to_pylist()
    place = chance.randrange(len(rows))
    kind = chance.randrange(5)
    if kind == 0:
        del rows[place]
    elif kind == 1:
        rows.insert(place, dict(rows[place]))
    elif kind == 2:
        rows.append(rows.pop(0))
    else:
        name = chance.choice(table.column_names)
        value = rows[place][name]
        rows[place][name] = value[1:] if isinstance(value, list) else changed(value, chance)
        if value is None:
            rows[place][name] = 1
    _put_parquet(victim, path, pa.Table.from_pylist(rows, schema=table.schema))


def parquet_columns(victim: Victim, chance: random.Random) -> None:
    """A column too many, one too few, or one of another type."""
    path = chance.choice(victim.paths(".parquet"))
    table = pq.read_table(victim.folder / path)
    place = chance.randrange(table.num_columns)
    kind = chance.randrange(3)
    if kind == 0:
        table = table.append_column("more", pa.array(["x"] * table.num_rows))
    elif kind == 1:
        table = table.remove_column(place)
    else:
        name = table.column_names[place]
        table = table.rename_columns([f"{each}_" if each == name else each for each in table.column_names])
    _put_parquet(victim, path, table)


def parquet_note(victim: Victim, chance: random.Random) -> None:
    """Metadata in a Parquet file that no row shows."""
    path = chance.choice(victim.paths(".parquet"))
    table = pq.read_table(victim.folder / path)
    _put_parquet(victim, path, table.replace_schema_metadata({"note": str(chance.random())}))


def _put_parquet(victim: Victim, path: str, table: pa.Table) -> None:
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    victim.write(path, target.getvalue())
