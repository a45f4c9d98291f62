"""What a batch is cleaned with: its input columns, the pipeline, the output columns."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from importlib.metadata import version

from newsclean._version import __version__
from newsclean.errors import ConfigError
from newsclean.pipeline import Pipeline
from newsclean.profile import profile_of

__all__ = ["OUTPUT_COLUMNS", "Settings"]

# The output columns that are fields of the metadata.
METADATA_COLUMNS = (
    "title",
    "authors",
    "author_bio",
    "published",
    "modified",
    "language",
    "site",
    "agency",
    "dateline",
    "description",
    "section",
    "tags",
    "captions",
    "image",
    "url",
    "rights",
    "access",
    "access_evidence",
)
# The output columns in their order; `document_text` and `id` are written only if they are asked for.
OUTPUT_COLUMNS = (
    "text",
    "verdict",
    "verdict_reason",
    *METADATA_COLUMNS,
    "sources",
    "trust",
    "marks",
    "warnings",
    "status",
    "error",
    "version",
    "fingerprint",
    "input_sha256",
    "text_sha256",
    "document_text",
    "id",
)
_OPTIONAL = frozenset(["document_text", "id"])
DEFAULT_COLUMNS = tuple(name for name in OUTPUT_COLUMNS if name not in _OPTIONAL)
# Those that are maps, from a field of the metadata to what is said of it.
MAP_COLUMNS = ("sources", "trust")
# What `private` leaves out: text of people who are not the article's subject, and texts that quote the source.
PRIVATE_COLUMNS = frozenset(["author_bio", "access_evidence", "document_text"])
_ROLES = ("text", "html", "auto", "format", "url", "id", "language", "crawled", "encoding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How batches are cleaned; the same settings give the same rows on every engine.

    Exactly one of `text`, `html` and `auto` names the column of the sources (strings, or bytes): texts, pages, or either. `format` names a column
    that says "text" or "html" for each row of an `auto` column. `url`, `language`, `crawled` and `encoding` name columns that are passed to `clean`; `id`
    names the column that errors are reported with. `columns` are the output columns, by default all but `document_text` and
    `id` (the id as a string, for an output without the input's columns); their names begin with `prefix`. `drop_input` leaves the input's columns out, `private` evidence, bios and the text of comments. `utf16` counts places in
    UTF-16 units, as Java and JavaScript do, instead of code points. A source of more than `max_record_bytes` bytes is an error.
    Raises: `ConfigError` for none or several source columns, an unknown output column, a wrong profile, a limit below 1.
    """

    text: str | None = None
    html: str | None = None
    auto: str | None = None
    format: str | None = None
    url: str | None = None
    id: str | None = None
    language: str | None = None
    crawled: str | None = None
    encoding: str | None = None
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    prefix: str = "nc_"
    drop_input: bool = False
    private: bool = False
    utf16: bool = False
    profile: str = "balanced"
    pipeline: Pipeline | None = None
    max_record_bytes: int = 50_000_000

    def __post_init__(self) -> None:
        named = [role for role in ("text", "html", "auto") if getattr(self, role) is not None]
        if len(named) != 1:
            raise ConfigError(f"settings: expected one column of sources, as text=, html= or auto=, got {', '.join(named) or 'none'}")
        if self.format is not None and self.auto is None:
            raise ConfigError(f"settings: format={self.format!r} says which rows of an auto= column are pages; give auto= instead of {named[0]}=")
        unknown = [name for name in self.columns if name not in OUTPUT_COLUMNS]
        if unknown:
            raise ConfigError(f"settings: no output column is named {unknown[0]!r}; there are: {', '.join(OUTPUT_COLUMNS)}")
        if "id" in self.columns and self.id is None:
            raise ConfigError("settings: expected id= with the column that the output column id is made of, got none")
        if len(set(self.columns)) < len(self.columns) or not self.columns:
            raise ConfigError("settings: expected output columns, each once")
        if self.private and (asked := sorted(PRIVATE_COLUMNS & set(self.columns) & _OPTIONAL)):
            raise ConfigError(f"settings: expected private=True or the column {asked[0]}, got both")
        if self.max_record_bytes < 1:
            raise ConfigError(f"settings: max_record_bytes must be at least 1, got {self.max_record_bytes}")
        profile_of(self.profile)

    @property
    def source(self) -> str:
        """The column of the sources."""
        name = self.text or self.html or self.auto
        assert name is not None  # as __post_init__ has seen
        return name

    @property
    def input_columns(self) -> tuple[str, ...]:
        """The input columns that cleaning reads."""
        return tuple(dict.fromkeys(name for role in _ROLES if (name := getattr(self, role)) is not None))

    @property
    def cleaning(self) -> Pipeline:
        """The pipeline, the default one unless another is set."""
        return Pipeline.default() if self.pipeline is None else self.pipeline

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change when anything changes that decides what a row says: code, phrases, weights, filters, options, what parses."""
        said = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in ("pipeline", "max_record_bytes", "drop_input", "prefix", "columns", "url", "id", "text", "html", "auto", "format", "language", "crawled", "encoding")
        }
        parts = {"pipeline": self.cleaning.fingerprint, **said, "version": __version__, "weights": _weights(), "parsers": _parsers()}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


@cache
def _weights() -> str:
    return hashlib.sha256(resources.files("newsclean.scorer").joinpath("weights.npz").read_bytes()).hexdigest()


@cache
def _parsers() -> dict[str, str]:
    from lxml import etree

    names = ("ahocorasick_rs", "beautifulsoup4", "charset-normalizer", "langdetect", "lxml", "numpy", "regex")
    return {**{name: version(name) for name in names}, "libxml2": ".".join(map(str, etree.LIBXML_COMPILED_VERSION))}
