"""`navigation`: links to the top, skip links, breadcrumbs, menus and pagination."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from newsclean.draft import Draft
from newsclean.filters._furniture import wordings
from newsclean.filters._place import in_verse, inside_story, listed
from newsclean.model import Block, Cue, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

# "Home > World > Asia": at least two steps, each a few words. A route in prose ("Leeds > York > Hull will lose …")
# has a longer last part or a full stop.
_CRUMBS = lazy_pattern(r"[^.!?>»›→\n]{1,40}(?:\s?[>»›→]\s?[^.!?>»›→\n]{1,80}){1,6}")
_STEP = lazy_pattern(r"\s?[>»›→/|]\s?")
# "« 1 2 3 4 … 12 Next »": numbers in order from a small one, at most a word or two at each end.
_PAGES = lazy_pattern(r"(?:\p{L}[\p{L} ]{0,20}\s)?(?:1\s){1}(?:2\s)(?:\d{1,3}\s|[….]{1,3}\s){0,12}(?:\d{1,3}|\p{L}[\p{L} ]{0,20})?\s?")
_NUMBER = lazy_pattern(r"(\d{1,2})[.)]\s")
_BARS = lazy_pattern(r"\s*[|•·]\s*")
# Links that nobody writes over a paragraph.
_WAYS = lazy_pattern(
    r"(?:jump|skip) to|table of contents|on this page|back to (?:the )?top|direkt zum|zum (?:inhalt|hauptinhalt)|(?:aller|passer) (?:au|à)|saltar al|ir al? |vai a|pular para|saltar para"
)
# The head goes to the first paragraph of prose, below a menu that may be long.
_HEAD_BLOCKS = 8
_MAX_HEAD_BLOCKS = 80
_TAIL_BLOCKS = 15
_MAX_LABEL_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """Remove the ways to other places of the page and the site.

    Removes: links to the top and skip links, breadcrumbs at the head, pagination, and menus: clusters of short labels, at
        least `min_labels` of them known, before the first or behind the last prose of the document.
    Keeps: prose with the same words, section names as subheads, lists of other things, clusters inside the story.
    Options: `min_labels`, the fewest different known labels in a menu; `max_gap`, the most unknown short blocks between two
        known labels.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "navigation"
    category: ClassVar[str] = "navigation"
    min_labels: int = 4
    max_gap: int = 3

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield links, breadcrumbs, menus and pagination."""
        cues = draft.cues_of(self.category)
        gone: set[int] = set()
        if cues:
            yield from self._named(draft, cues, gone)
        for index, removal in self._rows(draft, cues):
            if index not in gone:
                gone.add(index)
                yield removal

    def _named(self, draft: Draft, cues: list[Cue], gone: set[int]) -> Iterator[Removal]:
        """Yield the links and menus that phrases name; `gone` takes the blocks of the links."""
        lines = {cue.block: cue for cue in cues if cue.role == "line"}
        counts = Counter(draft.fold_of(cue) for cue in lines.values())
        for index, cue in lines.items():
            block = draft.blocks[index]
            tier = Tier.CERTAIN
            if inside_story(draft, block) or in_verse(draft, block):
                tier = Tier.LIKELY if _WAYS.match(draft.fold_of(cue)) or (counts[draft.fold_of(cue)] >= 2 and inside_story(draft, block)) else Tier.POSSIBLE
            yield draft.remove_block(self, block, "block is a link of the page", draft.text_of(cue), tier)
        gone.update(lines)
        yield from self._menus(draft, cues, lines)

    def _menus(self, draft: Draft, cues: list[Cue], lines: dict[int, Cue]) -> Iterator[Removal]:
        """Yield the blocks of menus that are not links by themselves."""
        blocks = draft.blocks
        heads = {cue.block for cue in cues if cue.role == "heading"}
        known = {cue.block: cue for cue in cues if cue.role in ("label", "heading", "line")}
        if len(known) < 2:
            return
        # "© 2024 … . All rights reserved." reads like prose, but no story stands there.
        rights = {cue.block for cue in draft.cues_of("copyright_notice")}
        first = next((block.index for block in blocks if block.prose and block.index not in rights), len(blocks))
        last = next((block.index for block in reversed(blocks) if block.prose and block.index not in rights), -1)
        for cluster in self._clusters(draft, sorted(known)):
            if first <= cluster[-1] and cluster[0] <= last:
                continue
            if listed(draft, blocks[cluster[0]], self.category):
                continue
            labels = {draft.fold_of(known[index]) for index in cluster}
            strong = sum(index in lines or index in heads for index in cluster)
            if len(labels) < self.min_labels or (not strong and len(labels) < self.min_labels + 2):
                continue
            for index in range(cluster[0], cluster[-1] + 1):
                if index not in lines:
                    yield draft.remove_block(self, blocks[index], "label of a menu", draft.text_of(blocks[index]), Tier.LIKELY)

    def _clusters(self, draft: Draft, known: list[int]) -> Iterator[list[int]]:
        """Yield the known labels that stand close together, with none but short blocks between them."""
        cluster: list[int] = []
        for index in known:
            if cluster and (index - cluster[-1] > self.max_gap + 1 or not all(_short(block) for block in draft.blocks[cluster[-1] + 1 : index])):
                yield cluster
                cluster = []
            cluster.append(index)
        if cluster:
            yield cluster

    def _rows(self, draft: Draft, cues: list[Cue]) -> Iterator[tuple[int, Removal]]:
        """Yield breadcrumbs, menus and page numbers that stand in one block, at the head or the tail."""
        blocks = draft.blocks
        homes = {cue.block for cue in cues if cue.role == "opening"}
        head = next((block.index for block in blocks[:_MAX_HEAD_BLOCKS] if block.prose), min(len(blocks), _MAX_HEAD_BLOCKS))
        head = max(head, _HEAD_BLOCKS)
        for block in draft.formed:
            if block.index >= head:
                break
            if block.kind is Kind.LIST_ITEM and draft.text[block.start] == "1" and (trail := _trail(draft, block)):
                for index in trail:
                    yield index, draft.remove_block(self, blocks[index], "breadcrumbs", draft.text_of(block), Tier.LIKELY)
        for block in draft.told:
            if head <= block.index < len(blocks) - _TAIL_BLOCKS or block.words > 30 or block.sentence_end or block.kind is Kind.TABLE:
                continue
            part = draft.parts[block.index]
            if block.index < head and (">" in part or "»" in draft.text[block.start : block.end] or "›" in part or "→" in part or block.index in homes):
                text = draft.text[block.content_start : block.content_end]
                if self._crumbs(text, block.index in homes):
                    yield block.index, draft.remove_block(self, block, "breadcrumbs", text, Tier.LIKELY)
                    continue
            if "|" in part or "•" in part or "·" in part:
                labels = [label for label in _BARS.split(part) if label]
                menu = wordings("navigation.label", "navigation.line", "navigation.heading")
                if len(labels) >= self.min_labels and 2 * sum(label in menu for label in labels) >= len(labels):
                    yield block.index, draft.remove_block(self, block, "menu in one line", part, Tier.LIKELY)
            elif "1 2" in part and _PAGES.fullmatch(part):
                words = wordings("navigation.label", "navigation.line", "navigation.heading")
                rest = " ".join(word for word in part.split() if word.isalpha())
                if rest and all(word in words for word in rest.split()):
                    yield block.index, draft.remove_block(self, block, "page numbers", part, Tier.LIKELY)

    def _crumbs(self, text: str, home: bool) -> bool:
        """Return whether a text is a breadcrumb trail; a pair of guillemets quotes."""
        if "«" in text:
            return False
        if home:
            steps = [step for step in _STEP.split(text) if step.strip()]
            return len(steps) >= 2 and all(len(step.split()) <= 6 for step in steps[:-1]) and len(steps[0].split()) <= 2
        if not _CRUMBS.fullmatch(text):
            return False
        steps = _STEP.split(text)
        return len(steps) >= 3 and all(len(step.split()) <= 4 for step in steps)


def _short(block: Block) -> bool:
    """Return whether a block could be a label of a menu."""
    return block.words <= _MAX_LABEL_WORDS and not block.sentence_end and block.kind is not Kind.TABLE


def _trail(draft: Draft, block: Block) -> range | None:
    """Return the blocks of a numbered trail of breadcrumbs ("1. Home", "2. News") that begins with a block, if one does."""
    blocks = draft.blocks
    match = _NUMBER.match(draft.text, block.start, block.end)
    if not match or match[1] != "1" or draft.fold[match.end() : block.content_end] not in wordings("navigation.heading"):
        return None
    end = block.index + 1
    while end < len(blocks) and _short(blocks[end]) and _NUMBER.match(draft.text, blocks[end].start, blocks[end].end):
        end += 1
    first = block.index
    if first and draft.cues(blocks[first - 1]).heading(Navigation.category):
        first -= 1
    return range(first, end)
