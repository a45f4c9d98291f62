"""What changes when rules change: the same records cleaned in two ways, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from newsclean.errors import ConfigError

__all__ = ["Change", "Difference", "compare"]

Row = Mapping[str, Any]
# An example shows so much of a paragraph.
_MAX_SHOWN_CHARS = 300


@dataclass(frozen=True, slots=True)
class Change:
    """A document whose clean text or verdict differs: paragraphs that went, that came back; the verdicts; the filters whose marks differ."""

    key: Hashable
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    verdicts: tuple[str | None, str | None]
    removed_by: tuple[str, ...]
    kept_by: tuple[str, ...]


@dataclass(slots=True)
class Difference:
    """Counts of a comparison. `removed` and `kept` count documents by the filter that newly removes, or no longer removes, something there."""

    documents: int = 0
    changed: int = 0
    only_old: int = 0
    only_new: int = 0
    verdicts: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    removed_words: int = 0
    kept_words: int = 0
    examples: list[Change] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data, ready for JSON."""
        return {
            "documents": self.documents,
            "changed": self.changed,
            "only_old": self.only_old,
            "only_new": self.only_new,
            "verdicts": [{"old": old, "new": new, "documents": count} for (old, new), count in self.verdicts.most_common()],
            "newly_removed": {"words": self.removed_words, "documents_by_filter": dict(self.removed.most_common())},
            "newly_kept": {"words": self.kept_words, "documents_by_filter": dict(self.kept.most_common())},
            "examples": [
                {
                    "key": one.key,
                    "newly_removed": list(one.removed),
                    "newly_kept": list(one.kept),
                    "verdicts": list(one.verdicts),
                    "removed_by": list(one.removed_by),
                    "kept_by": list(one.kept_by),
                }
                for one in self.examples
            ],
        }


def compare(old: Iterable[Row], new: Iterable[Row], *, key: str | None = None, prefix: str = "nc_", examples: int = 10) -> Difference:
    """Compare two outputs over the same records.

    Args: rows are paired by the column `key`, or else by the hash of what was cleaned; rows in the same order are held one at a time, others
        until their pair comes. `examples` is how many changed documents to keep, the first ones.
    Returns: counts and examples; rows without a pair are counted apart.
    Raises: `ConfigError` for rows that lack the column that pairs them, or the clean text.
    """
    found = Difference()
    name = key if key is not None else f"{prefix}input_sha256"
    for one, other in _pairs(_checked(old, "OLD", name, prefix), _checked(new, "NEW", name, prefix), name):
        if one is None or other is None:
            found.only_new += one is None
            found.only_old += other is None
            continue
        found.documents += 1
        change = _change(one, other, one.get(name), prefix)
        if change is None:
            continue
        found.changed += 1
        if change.verdicts[0] != change.verdicts[1]:
            found.verdicts[change.verdicts] += 1
        found.removed.update(change.removed_by)
        found.kept.update(change.kept_by)
        found.removed_words += sum(len(part.split()) for part in change.removed)
        found.kept_words += sum(len(part.split()) for part in change.kept)
        if len(found.examples) < examples:
            found.examples.append(change)
    return found


def _checked(rows: Iterable[Row], side: str, name: str, prefix: str) -> Iterator[Row]:
    """Yield rows that have what is compared."""
    for row in rows:
        for column, what in ((f"{prefix}text", "the output of a job; say prefix= if it has another"), (name, "a column that pairs the rows; say key=")):
            if column not in row:
                raise ConfigError(f"diff: {side}: expected the column {column!r}, {what}; got: {', '.join(row)}")
        yield row


def _pairs(old: Iterable[Row], new: Iterable[Row], name: str) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield rows of the same key together, and rows without a pair at the end."""
    ones, others = iter(old), iter(new)
    waiting: tuple[dict[tuple[Hashable, int], Row], dict[tuple[Hashable, int], Row]] = ({}, {})
    seen: tuple[Counter[Hashable], Counter[Hashable]] = (Counter(), Counter())
    ended = [False, False]
    while not all(ended):
        for side, rows in ((0, ones), (1, others)):
            row = None if ended[side] else next(rows, None)
            if row is None:
                ended[side] = True
                continue
            known = row.get(name)
            place = (known, seen[side][known])  # records that are the same stand in the same order
            seen[side][known] += 1
            pair = waiting[1 - side].pop(place, None)
            if pair is None:
                waiting[side][place] = row
            else:
                yield (row, pair) if side == 0 else (pair, row)
    for row in waiting[0].values():
        yield row, None
    for row in waiting[1].values():
        yield None, row


def _change(old: Row, new: Row, key: Hashable, prefix: str) -> Change | None:
    texts = [row.get(f"{prefix}text") or "" for row in (old, new)]
    verdicts = (old.get(f"{prefix}verdict"), new.get(f"{prefix}verdict"))
    if texts[0] == texts[1] and verdicts[0] == verdicts[1]:
        return None
    before, after = (text.split("\n\n") for text in texts)
    removed: list[str] = []
    kept: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += [part[:_MAX_SHOWN_CHARS] for part in before[a:b] if part]
            kept += [part[:_MAX_SHOWN_CHARS] for part in after[c:d] if part]
    was, is_ = (_applied(row.get(f"{prefix}marks") or ()) for row in (old, new))
    return Change(key, tuple(removed), tuple(kept), verdicts, tuple(sorted({name for *_, name in is_ - was})), tuple(sorted({name for *_, name in was - is_})))


def _applied(marks: Iterable[Mapping[str, Any]]) -> set[tuple[int, int, str]]:
    return {(mark["start"], mark["end"], mark["filter"]) for mark in marks if mark["applied"]}
