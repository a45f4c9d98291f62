"""Tables of PostgreSQL and SQLite. Needs the extra `sql`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from newsclean.batch.database import Address, first_line, id_column, is_unique, opened, reflected
from newsclean.batch.sinks.values import columns_as_values
from newsclean.errors import ConfigError, OutputError

__all__ = ["SqlSink"]

_ID_HINT = "; where the input's columns are dropped, the output column id is that of the input"
_MAX_NAME_BYTES = 63
# Databases bound the parameters of a query: SQLite's of 2020 to 32,766.
_IDS_AT_ONCE = 1000
# SQLite keeps numbers of 64 bits and fractions of 53: others are strings there, and lose nothing.
_EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


class SqlSink:
    """A table that rows are put into by their id: `postgresql://user@host/base?table=clean&id=article_id`; the row that has an id is replaced.

    Each batch is a transaction, and stays whatever happens later: `abort` only closes the connection, and writing the same batches again changes nothing.
    A table that is missing is made; lists, structs and maps are JSON. A row without an id cannot be put anywhere: `left_out` counts those, `replaced` the
    rows whose id was there before, in the table or among the rows. `id` is the column of ids.
    Raises: `ConfigError` if the rows have no such id, or a table that is there lacks a column or does not keep ids apart; `OutputError` where the database
        refuses.
    """

    def __init__(self, address: str, schema: pa.Schema) -> None:
        self._address = Address.of(address)
        self._schema = schema
        self.left_out = self.replaced = 0
        self.name = self._address.name
        self._stack = ExitStack()
        with ExitStack() as stack:
            self._engine = stack.enter_context(opened(self._address, OutputError))
            self._table = self._table_for(schema)
            self._stack = stack.pop_all()
        make = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        insert: Any = make(self._table)
        others = {name: insert.excluded[name] for name in schema.names if name != self.id}
        self._upsert = insert.on_conflict_do_update(index_elements=[self.id], set_=others) if others else insert.on_conflict_do_nothing(index_elements=[self.id])

    def _table_for(self, schema: pa.Schema) -> sa.Table:
        name = self._address.name
        table = reflected(self._address, self._engine)
        self.id = self._address.id or ("" if table is None else id_column(self._address, table))
        if self.id not in schema.names:
            raise ConfigError(f"{name}: expected &id= with one of the columns that are written ({', '.join(schema.names)}), got {self.id or 'none'}{_ID_HINT}")
        if self._engine.dialect.name == "postgresql" and (long := next((one for one in schema.names if len(one.encode()) > _MAX_NAME_BYTES), None)):
            raise ConfigError(f"{name}: expected names of columns of at most {_MAX_NAME_BYTES} bytes, as PostgreSQL keeps them, got {long!r}; rename it, or say drop_input=True")
        if not all(one.strip() for one in schema.names):
            raise ConfigError(f"{name}: expected a name for each column, got an empty one; name it, or say drop_input=True")
        if table is None:
            columns = [sa.Column(one.name, _type(one.type), primary_key=one.name == self.id, autoincrement=False) for one in schema]
            table = sa.Table(self._address.table, sa.MetaData(), *columns, schema=self._address.schema)
            table.create(self._engine)
            return table
        if missing := [one for one in schema.names if one not in table.columns]:
            raise ConfigError(f"{name}: expected a table with the columns that are written, got one without {', '.join(missing)}")
        if not is_unique(table, self.id, self._engine):
            raise ConfigError(f"{name}: expected a primary key or a unique index on {self.id!r}, got none, so that rows cannot be replaced")
        return table

    def write(self, batch: pa.RecordBatch) -> None:
        """Put the rows of a batch into the table, in one transaction."""
        columns = columns_as_values(batch)
        if self._engine.dialect.name == "postgresql":  # its texts cannot hold NUL
            columns = [[_without_nul(value) for value in column] for column in columns]
        else:
            columns = [
                [value if value is None else str(value) for value in column] if _type(one.type) is _EXACT else column for column, one in zip(columns, self._schema, strict=True)
            ]
        rows = [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]
        named = [row for row in rows if row[self.id] is not None]
        self.left_out += len(rows) - len(named)
        if named:
            ids = {row[self.id] for row in named}
            try:
                with self._engine.begin() as connection:
                    known = self._stored(connection, ids, [])
                    connection.execute(self._upsert, named)
            except (sa.exc.SQLAlchemyError, OverflowError) as error:  # an integer that is too large for a table that was there
                raise OutputError(f"{self._address.name}: cannot be written: {first_line(error)}") from error
            self.replaced += len(named) - len(ids) + len(known)

    def stored(self, ids: Collection[Any], columns: Sequence[str]) -> dict[Any, tuple[Any, ...]]:
        """Return what the table holds in some columns, by id, for the ids that are there. Raises: `OutputError` where the database refuses."""
        try:
            with self._engine.connect() as connection:
                return self._stored(connection, ids, columns)
        except sa.exc.SQLAlchemyError as error:
            raise OutputError(f"{self._address.name}: {first_line(error)}") from error

    def _stored(self, connection: sa.Connection, ids: Collection[Any], columns: Sequence[str]) -> dict[Any, tuple[Any, ...]]:
        table, found = self._table.columns, {}
        left = list(ids)
        for at in range(0, len(left), _IDS_AT_ONCE):
            rows = connection.execute(sa.select(table[self.id], *(table[name] for name in columns)).where(table[self.id].in_(left[at : at + _IDS_AT_ONCE])))
            found.update({row[0]: tuple(row)[1:] for row in rows})
        return found

    def close(self) -> None:
        """Close the connection."""
        self._stack.close()

    def abort(self) -> None:
        """Close the connection; what was written stays."""
        self._stack.close()


def _type(type: pa.DataType) -> Any:
    if pa.types.is_dictionary(type):
        return _type(type.value_type)
    if pa.types.is_nested(type):
        return _JSON
    if pa.types.is_timestamp(type) and type.unit != "ns":
        return sa.DateTime(timezone=type.tz is not None)
    found: list[tuple[bool, Any]] = [
        (pa.types.is_boolean(type), sa.Boolean()),
        (pa.types.is_uint64(type) or pa.types.is_decimal(type), _EXACT),
        (pa.types.is_integer(type), sa.BigInteger()),
        (pa.types.is_floating(type), sa.Double()),
        (pa.types.is_date(type), sa.Date()),
        (pa.types.is_binary(type) or pa.types.is_large_binary(type), sa.LargeBinary()),
    ]
    return next((kind for fits, kind in found if fits), sa.Text())


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [_without_nul(one) for one in value]
    return {_without_nul(key): _without_nul(one) for key, one in value.items()} if isinstance(value, dict) else value
