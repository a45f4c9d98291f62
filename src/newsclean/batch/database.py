"""Tables in databases: what the URL of one says, and the table behind it. Needs the extra `sql`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclean.errors import ConfigError, InputError, MissingExtraError, OutputError

if TYPE_CHECKING:
    import sqlalchemy as sa

__all__ = ["Address", "first_line", "id_column", "is_unique", "opened", "reflected"]


@dataclass(frozen=True)
class Address:
    """The URL of a table: that of its database, as SQLAlchemy has them, with `table=`, and perhaps `id=` and `schema=` in its query.

    `name` is the URL without its password.
    """

    url: sa.URL
    table: str
    schema: str | None
    id: str | None
    name: str

    @classmethod
    def of(cls, text: str) -> Address:
        """Read a URL. Raises: `ConfigError` if it names no table, `MissingExtraError` without SQLAlchemy."""
        try:
            import sqlalchemy as sa
        except ImportError as error:
            raise MissingExtraError(f"databases need SQLAlchemy ({error}); pip install 'newsclean[sql]'") from error
        try:
            url = sa.make_url(text)
        except sa.exc.ArgumentError as error:
            raise ConfigError("the URL of a database: expected one as postgresql://user@host/base?table=name&id=column, got none that can be read") from error
        name = url.render_as_string(hide_password=True)
        said = {key: url.query.get(key) for key in ("table", "id", "schema")}
        for key, value in said.items():
            if isinstance(value, tuple):
                raise ConfigError(f"{name}: expected {key}= once, got it {len(value)} times")
        table = said["table"]
        if not isinstance(table, str) or not table:
            raise ConfigError(f"{name}: expected the name of a table; append ?table=NAME to the URL (or &table=NAME)")
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return cls(url.difference_update_query(list(said)), table, _text(said["schema"]), _text(said["id"]), name)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


@contextmanager
def opened(address: Address, failure: type[InputError | OutputError] = InputError) -> Iterator[sa.Engine]:
    """Give an engine for a database; what it refuses while it is open is a `failure`. Raises: `MissingExtraError` if its driver is missing."""
    import sqlalchemy as sa

    from newsclean.batch.sinks.values import json_text

    try:
        # Parameters are texts of articles: they stay out of messages.
        engine = sa.create_engine(address.url, hide_parameters=True, json_serializer=json_text)
    except ImportError as error:
        raise MissingExtraError(f"{address.name}: {error}; pip install 'newsclean[sql]'") from error
    try:
        yield engine
    except sa.exc.SQLAlchemyError as error:
        raise failure(f"{address.name}: {first_line(error)}") from error
    finally:
        engine.dispose()


def first_line(error: BaseException) -> str:
    """Return the first line of what a driver says of an error."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


def reflected(address: Address, engine: sa.Engine) -> sa.Table | None:
    """Return the table as the database describes it, or None if there is none."""
    import sqlalchemy as sa

    try:
        return sa.Table(address.table, sa.MetaData(), schema=address.schema, autoload_with=engine)
    except sa.exc.NoSuchTableError:
        return None


def id_column(address: Address, table: sa.Table) -> str:
    """Return the name of the column that identifies rows: the one that the URL names, or the primary key. Raises: `ConfigError` if there is none."""
    if address.id is not None:
        if address.id not in table.columns:
            raise ConfigError(f"{address.name}: expected id= to name a column, got {address.id!r}; the table has: {', '.join(table.columns.keys())}")
        return address.id
    keys = list(table.primary_key.columns)
    if len(keys) != 1:
        raise ConfigError(f"{address.name}: expected a table with a primary key of one column, got {len(keys)}; say &id=COLUMN")
    return str(keys[0].name)


def is_unique(table: sa.Table, column: str, engine: sa.Engine) -> bool:
    """Whether the database itself keeps the values of a column apart."""
    import sqlalchemy as sa

    if [one.name for one in table.primary_key.columns] == [column]:
        return True
    inspector = sa.inspect(engine)
    constraints = inspector.get_unique_constraints(str(table.name), schema=table.schema)
    indexes = [one for one in inspector.get_indexes(str(table.name), schema=table.schema) if one["unique"] and not one.get("dialect_options", {}).get("postgresql_where")]
    return any(one["column_names"] == [column] for one in [*constraints, *indexes])
