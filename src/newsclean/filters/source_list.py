"""`source_list`: footnotes, references and lists of sources under an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import near_end
from newsclean.model import Block, Cue, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

# What an entry of a list of sources shows: a number in brackets, an address, a DOI, "et al", a year in brackets,
# pages, an arrow back to the text. A paragraph of the story that has one of them is longer than an entry.
_ENTRY = lazy_pattern(
    r"""
    \[ \s? \d{1,3} \s? \] | \^ | \d{1,3} [.)] \s | [¹²³⁴-⁹†‡*] | .{0,400}? (?: https?:// | www\. | doi[:\s]\s?10\. | \b et \s al\b | ↩ | \( \d{4} [a-z]? \) | \bpp?\. \s? \d | \d+ \s? [(:] \s? \d+ )
    """,
    regex.VERBOSE | regex.DOTALL,
)
_NOTE = lazy_pattern(r"\[ ?\d{1,3} ?\]\s|\^\s?\d{0,3}\s")
_CITED = lazy_pattern(r".{0,600}?(?:\bet al\b|\((?:19|20)\d\d[^)]{0,20}\)|\b(?:19|20)\d\d\.)", regex.DOTALL)
_SEPARATOR = lazy_pattern(r"\s{0,2}(?:\(s\))?\s{0,2}:\s{0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """Mark footnotes, references and lists of sources, all as `possible`: the body has them unless precision is wanted.

    Removes: a heading such as "Sources", "References" or "Footnotes" with its entries, runs of "[1] …", lines that
        open with "Source:", "More information:" or "Citation:", and lone citations with a DOI.
    Keeps: prose that opens with the same words, a heading followed by prose, and numbered lists of the story.
    Options: `max_entry_words`, the longest entry in words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "source_list"
    category: ClassVar[str] = "source_list"
    max_entry_words: int = 90

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in a draft."""
        cues = draft.cues_of(self.category)
        noted = "[" in draft.text and "[1]" in draft.text
        if not cues and not noted:
            return
        blocks = draft.blocks
        gone: dict[int, Removal] = {}
        for cue in cues:
            block = blocks[cue.block]
            if cue.block in gone:
                continue
            evidence = draft.text_of(cue)
            if cue.role == "heading":
                end = self._entries_end(draft, block)
                if end > block.index + 1:
                    gone[block.index] = draft.remove_block(self, block, "heading of a list of sources", evidence, Tier.POSSIBLE)
                    for entry in blocks[block.index + 1 : end]:
                        reason = "stands in the list of sources that the heading opens"
                        gone[entry.index] = draft.remove_block(self, entry, reason, evidence, Tier.POSSIBLE)
            elif self._lone(draft, block, cue):
                gone[block.index] = draft.remove_block(self, block, "a citation and nothing else", evidence, Tier.POSSIBLE)
        if noted:
            for block in self._notes(draft):
                evidence = draft.text[block.start : block.start + 4]
                gone.setdefault(block.index, draft.remove_block(self, block, "footnote", evidence, Tier.POSSIBLE))
        for nth in sorted(gone):
            yield gone[nth]

    def _entries_end(self, draft: Draft, heading: Block) -> int:
        """Return the index behind the last entry under a heading; short lines count where no prose follows them."""
        blocks = draft.blocks
        at = heading.index + 1
        while at < len(blocks):
            block = blocks[at]
            if block.words > self.max_entry_words or block.kind is Kind.HEADING:
                break
            if any(cue.category != self.category and cue.role in ("line", "heading", "opening") for cue in draft.cues(block).all):
                break
            if not (_ENTRY.match(draft.fold, block.start, block.end) or block.kind is Kind.LIST_ITEM or not block.prose):
                break
            at += 1
        if at < len(blocks) and at > heading.index + 1 and blocks[at].prose:
            last = blocks[at - 1]
            if last.words <= 9 and not _ENTRY.match(draft.fold, last.start, last.end):
                at -= 1
        return at

    def _lone(self, draft: Draft, block: Block, cue: Cue) -> bool:
        """Return whether a block is one citation: "More information: …", or a DOI with authors or a year."""
        if block.words > self.max_entry_words or block.kind is Kind.TABLE:
            return False
        if cue.role == "within":
            return _CITED.match(draft.fold, block.start, block.end) is not None and near_end(draft, block, max_blocks=15)
        separator = _SEPARATOR.match(draft.fold, cue.end, block.end) if cue.role == "opening" else None
        if separator is not None and separator.end() < block.end:
            named = not block.prose and block.words <= 15
            return named or _ENTRY.match(draft.fold, cue.end, block.end) is not None
        return False

    def _notes(self, draft: Draft) -> list[Block]:
        """Return the last run of blocks that each open with a number in brackets, if it has two or more."""
        run: list[Block] = []
        for block in reversed(draft.blocks):
            if _NOTE.match(draft.fold, block.start, block.end) and block.words <= self.max_entry_words:
                run.append(block)
            elif run and block.prose:
                break
        return run if len(run) >= 2 else []
