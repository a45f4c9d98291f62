"""Tables of PostgreSQL and SQLite, page by page in the order of an id. Needs the extra `sql`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsclean.batch.columns import PIECE_BYTES, PIECE_ROWS, Column, Rows, schema_of
from newsclean.batch.database import Address, first_line, id_column, is_unique, opened, reflected
from newsclean.batch.records import Piece
from newsclean.errors import InputError

if TYPE_CHECKING:
    import sqlalchemy as sa

__all__ = ["SqlSource"]

_FIRST_PAGE_ROWS = 100


@dataclass(frozen=True)
class SqlSource:
    """A table, or a view, with an id that is neither null nor twice there: `postgresql://user@host/base?table=articles&id=article_id`.

    Rows come in the order of their ids, in pages of their own (`WHERE id > last ORDER BY id LIMIT n`), so that no transaction stays open for hours. Read
    twice, it gives the same rows only if nobody writes to the table in between. Decimal numbers and types that Arrow has not are strings; JSON and
    arrays are JSON text. SQLite's values are as they are stored: dates are strings, booleans 0 and 1.
    """

    address: str
    wanted: frozenset[str]
    drop_other: bool

    @cached_property
    def _address(self) -> Address:
        return Address.of(self.address)

    @property
    def name(self) -> str:
        """The URL, without its password."""
        return self._address.name

    @property
    def size(self) -> None:
        """How large it is: nobody knows without counting its rows."""
        return None

    def reached(self, records: int) -> int:
        """Return how many rows have been read."""
        return records

    @cached_property
    def columns(self) -> list[Column]:
        """The columns as the database describes them. Raises: `InputError` if the table is missing, or an id is null or twice there."""
        with opened(self._address) as engine:
            table = self._table(engine)
            self._check_ids(engine, table, id_column(self._address, table))
            found = [Column(one.name, _kind(one.type, engine.dialect.name), one.name in self.wanted) for one in table.columns]
        return [column for column in found if column.wanted or not self.drop_other]

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of all batches."""
        return schema_of(self.columns)

    def _table(self, engine: sa.Engine) -> sa.Table:
        table = reflected(self._address, engine)
        if table is None:
            raise InputError(f"{self.name}: no such table")
        return table

    def _check_ids(self, engine: sa.Engine, table: sa.Table, id: str) -> None:
        import sqlalchemy as sa

        column = table.columns[id]
        with engine.connect() as connection:
            if connection.execute(sa.select(column).where(column.is_(None)).limit(1)).first() is not None:
                raise InputError(f"{self.name}: expected an id in each row, got null in column {id!r}")
            if not is_unique(table, id, engine):
                twice = connection.execute(sa.select(column).group_by(column).having(sa.func.count() > 1).limit(1)).first()
                if twice is not None:
                    raise InputError(f"{self.name}: expected ids that are there once, got {twice[0]!r} several times in column {id!r}")

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`. The place of a record is its id."""
        rows = Rows(self.columns, self.schema)
        with opened(self._address) as engine:
            table = self._table(engine)
            for found in self._found(engine, table, skip):
                place, record, error = found
                rows.add(place, record, sum(len(value) for value in record.values() if isinstance(value, str | bytes)))
                if error is not None:
                    rows.errors[len(rows.places) - 1] = error
                if rows.full:
                    yield rows.piece()
        if rows.places:
            yield rows.piece()

    def _found(self, engine: sa.Engine, table: sa.Table, skip: int) -> Iterator[tuple[str, dict[str, Any], str | None]]:
        """Yield the rows of the table after the first `skip`: their places, values, and what is wrong."""
        import sqlalchemy as sa

        key = table.columns[id_column(self._address, table)]
        raw = engine.dialect.name == "sqlite"
        # What Python cannot make of a value that SQLite let in would end the page: values are taken as they are stored.
        chosen = [sa.type_coerce(table.columns[one.name], sa.types.NullType()).label(one.name) if raw else table.columns[one.name] for one in self.columns]
        named = [one.name for one in self.columns]
        kinds = {one.name: one.kind for one in self.columns}
        query = sa.select(key.label("newsclean_id"), *chosen).order_by(key)
        last = None
        with engine.connect() as connection:
            if skip:
                before = connection.execute(sa.select(key).order_by(key).limit(1).offset(skip - 1)).first()
                if before is None:
                    return
                last = before[0]
        limit = _FIRST_PAGE_ROWS
        while True:
            page = query.limit(limit) if last is None else query.where(key > last).limit(limit)
            found = list(self._page(engine, page, key, last, limit))
            if not found:
                return
            size = 1
            for id, values, error in found:
                record = {name: _plain(value, kinds[name]) for name, value in zip(named, values, strict=True)} if values is not None else {}
                if values is None and key.name in kinds:
                    record[key.name] = _plain(id, kinds[key.name])
                size += sum(len(value) for value in record.values() if isinstance(value, str | bytes))
                yield f"{key.name} {id}", record, error
            last = found[-1][0]
            limit = max(1, min(PIECE_ROWS, PIECE_BYTES * len(found) // size))

    def _page(self, engine: sa.Engine, page: sa.Select[Any], key: sa.Column[Any], last: Any, limit: int) -> Iterator[tuple[Any, tuple[Any, ...] | None, str | None]]:
        """Yield the ids and values of a page; where a value cannot be read, its row alone is an error."""
        import sqlalchemy as sa

        with engine.connect() as connection:
            try:
                rows = connection.execute(page).all()
            except (sa.exc.DBAPIError, ValueError, OverflowError):  # a date past Python's last year, a string that is no UTF-8
                connection.rollback()
                ids = sa.select(key).order_by(key).limit(limit)
                for (id,) in connection.execute(ids if last is None else ids.where(key > last)).all():
                    try:
                        row = connection.execute(page.where(key == id)).one()
                        yield id, tuple(row)[1:], None
                    except (sa.exc.DBAPIError, ValueError, OverflowError) as error:
                        if getattr(error, "connection_invalidated", False):  # the server is gone, and no row is to blame
                            raise
                        connection.rollback()
                        yield id, None, f"expected a row that can be read, got: {first_line(error)}"
            else:
                for row in rows:
                    yield row[0], tuple(row)[1:], None


def _kind(type: Any, dialect: str) -> str:
    """Return the kind of a column of the type that the database says."""
    import sqlalchemy as sa

    plain: list[tuple[Any, str]] = [(sa.Integer, "integer"), (sa.Float, "number"), (sa.LargeBinary, "binary")]
    if dialect == "sqlite":
        plain.insert(0, (sa.Boolean, "integer"))
    else:
        plain += [(sa.Boolean, "boolean"), (sa.Date, "date"), (sa.JSON, "json"), (sa.ARRAY, "json")]
        if isinstance(type, sa.DateTime):
            return "instant" if type.timezone else "time"
    return next((kind for one, kind in plain if isinstance(type, one)), "string")


def _plain(value: Any, kind: str) -> Any:
    """Return a value as its column wants it: what Arrow has no type for is a string."""
    if value is None or kind != "string" or isinstance(value, str | bytes | int | float):
        return bytes(value) if isinstance(value, memoryview) else value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
