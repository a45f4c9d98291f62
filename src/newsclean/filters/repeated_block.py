"""`repeated_block`: furniture that stands several times in a text, and paragraphs that were dumped twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from newsclean.draft import Draft
from newsclean.filters._place import in_verse
from newsclean.model import Block, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

# Categories whose phrases speak to the visitor: a repeated block that holds one is furniture.
_VISITOR_CATEGORIES = """
    embed_code related_links advert_marker share_prompt newsletter_prompt support_appeal promo consent_banner paywall_prompt interface_text
    comment_footer copyright_notice navigation disclosure"""
_VISITOR = frozenset(_VISITOR_CATEGORIES.split())
# The roles that prove it; an opening such as "More" or "Watch" is an ordinary word.
_ROLES = frozenset(("line", "heading", "within"))
# Time stamps and counts of servings, laps or points are repeated by the story itself.
_FIGURES = lazy_pattern(r"\p{N}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedBlock:
    """Remove blocks that a page repeats.

    Removes: every copy of a block that speaks to the visitor; the later copies of paragraphs of at least `min_prose_words`
        words where most of the text was dumped twice. Other later copies, of paragraphs and of lines between paragraphs,
        are only possible.
    Keeps: refrains and litanies (their neighbours are short lines as well), repeated subheads and labels, questions,
        quotations, items of lists, lines with figures.
    Options: `min_prose_words`, from how many white-space-separated words on a repeated paragraph is a second dump.
    Source: pages of the development corpora; the phrases of the other categories.
    """

    name: ClassVar[str] = "repeated_block"
    category: ClassVar[str] = "repeated_block"
    min_prose_words: int = 20

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in source order."""
        blocks = draft.blocks
        if len(set(draft.parts)) == len(blocks):
            return
        copied = {text for text, times in Counter(draft.parts).items() if times > 1}
        groups: dict[str, list[Block]] = {}
        single = 0  # paragraphs that stand once
        for text, block in zip(draft.parts, blocks, strict=True):
            if text in copied:
                groups.setdefault(text, []).append(block)
            elif block.prose and block.words >= self.min_prose_words:
                single += 1
        found: dict[int, Removal] = {}
        dumped = sum(group[0].prose and group[0].words >= self.min_prose_words for group in groups.values()) > single
        for group in groups.values():
            if group[0].words >= 3:
                for removal in self._of_group(draft, group, dumped):
                    found[draft.block_at(removal.span.start)] = removal
        for index in sorted(found):
            yield found[index]

    def _of_group(self, draft: Draft, group: list[Block], dumped: bool) -> Iterator[Removal]:
        first = group[0]
        times = f"block stands {len(group)} times in the text"
        evidence = draft.text_of(first)[:60]
        if any(block.kind in (Kind.QUOTE, Kind.TABLE, Kind.PRE) for block in group):
            return
        if any(cue.category in _VISITOR and cue.role in _ROLES and 3 * (cue.end - cue.start) >= first.chars for cue in draft.cues(first).all):
            if all(in_verse(draft, block) for block in group):
                return
            if first.words <= 60:
                tier = Tier.CERTAIN if len(group) >= 3 else Tier.LIKELY
                for block in group:
                    yield draft.remove_block(self, block, f"{times} and speaks to the visitor", evidence, tier)
            return
        if first.words >= self.min_prose_words and first.prose:
            # Hand-made bodies repeat paragraphs too, even at once, so a single copy proves little.
            tier = Tier.LIKELY if dumped else Tier.POSSIBLE
            for block in group[1:]:
                yield draft.remove_block(self, block, "paragraph stands in the text before", evidence, tier)
            return
        if first.words < 6 or first.sentence_end or any(block.kind is not Kind.PARAGRAPH for block in group):
            return
        text = draft.text_of(first)
        if text.endswith((":", "?", ",")) or text[0] in "\"“„«'‘—–-" or _FIGURES.search(text):
            return
        if all(_between_prose(draft, block) for block in group):
            for block in group[1:]:
                yield draft.remove_block(self, block, times, evidence, Tier.POSSIBLE)


def _between_prose(draft: Draft, block: Block) -> bool:
    """Return whether a line stands between paragraphs; a refrain stands among other short lines."""
    blocks = draft.blocks
    before = block.index == 0 or blocks[block.index - 1].prose
    behind = block.index + 1 == len(blocks) or blocks[block.index + 1].prose
    return before and behind
