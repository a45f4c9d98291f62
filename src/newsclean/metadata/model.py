"""The metadata of an article."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

When = date | datetime | str

STATED, AGREED, GUESSED = "stated", "agreed", "guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article besides its body; None or an empty tuple where nothing is.

    `published` and `modified` are a `date`, a `datetime` (with its zone if the source gives one) or, where only part of a
    date is written, a string "2024-05" or "2024"; `crawled` is what `clean` was told. `agency` is the agency, desk or other
    organisation that is named as the author. `access` is "full", "truncated" or "unknown", and `access_evidence` what shows it.
    `sources` names the origin of each field that has a value, by the names in `docs/metadata.md`; `trust` says of each how sure
    it is: "agreed" by two sources or more, "stated" by one that is made for machines, else "guessed".
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    author_bio: str | None = None
    published: When | None = None
    modified: When | None = None
    crawled: When | None = None
    language: str | None = None
    site: str | None = None
    agency: str | None = None
    dateline: str | None = None
    description: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    image: str | None = None
    url: str | None = None
    rights: str | None = None
    access: str = "unknown"
    access_evidence: str | None = None
    sources: dict[str, str] = field(default_factory=dict)
    trust: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain data: dates in ISO 8601, tuples as lists; fields without a value are left out."""
        data: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value in (None, (), {}) or (one.name == "access" and value == "unknown"):
                continue
            if isinstance(value, date):
                value = value.isoformat()
            data[one.name] = list(value) if isinstance(value, tuple) else value
        return data
