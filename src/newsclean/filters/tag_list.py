"""`tag_list`: the topics, tags and sections that a page files its article under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import in_form, near_end, tail_start
from newsclean.filters._place import listed
from newsclean.model import Block, Cue, Fact, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

# What stands between a cue and its list: a colon, an arrow, a bar, or the gap that flattening leaves.
_SEPARATOR = lazy_pattern(r"\s{0,3}[:|›>»–—-]\s{0,3}|[ \t\xa0]{2,}")
_SPLIT = lazy_pattern(r"\s*[,;|·•/›»、，]\s*|\s+#|\s{2,}|\s+[-–]\s+")
# A line of nothing but hashtags; "#1 on the list" and "#MeToo changed the industry" are none.
_HASHTAGS = lazy_pattern(r"(?:[*•·-]\s)?(?:#\p{L}[\w-]{1,40}[\s,|·•]{0,3}){1,30}")
# No tag: a date, a time, a number alone.
_NO_TAG = lazy_pattern(r"\d{1,2}[:.]\d\d|\b\w{3,9}\.? \d{1,2}, \d{4}|\b\d{1,2}\.?(?: de)? \w{3,9}(?: de)? \d{4}|^[\d.,%\s]+$")
# Labels of a prize, an event or a book as well ("Category: Family", "Themes: exile, memory"): no prose may follow them.
_OF_FORMS = lazy_pattern(
    r"categor|kategori|catégor|rubri[kq]|ressort|editoria|tema|thema|thème|topic|tópico|assunto|argoment|sujet|keyword|palabras|palavras|parole|schlag|stichw|mots|tag|etiket|étiquet",
    regex.IGNORECASE,
)
_CAPITAL = lazy_pattern(r"[\p{Lu}\p{Lo}\p{N}#\"“„]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TagList:
    """Remove the list of tags of an article, and keep them as the metadata field `tags`.

    Removes: "Tags: a, b, c" and its like, a heading such as "Tags" with the short lines after it, and lines of
        hashtags at the end.
    Keeps: prose that opens with the same words, a subhead such as "Topics" inside the story, lists under it, and the
        hashtags of a quoted post.
    Options: `max_items`, how many lines after a heading can be tags; `max_item_words`, the longest of them in words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "tag_list"
    category: ClassVar[str] = "tag_list"
    max_items: int = 25
    max_item_words: int = 5

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in a draft."""
        cues = draft.cues_of(self.category)
        hashed = "#" in draft.text
        if not cues and not hashed:
            return
        blocks = draft.blocks
        tail = tail_start(draft)
        done: set[int] = set()
        found: list[Removal] = []
        for cue in cues:
            block = blocks[cue.block]
            if cue.block in done:
                continue
            if cue.role == "opening":
                made = self._opened(draft, block, cue, tail)
            elif cue.role in ("line", "heading"):
                made = self._headed(draft, block, cue, tail)
            else:
                made = []
            done.update(range(cue.block, cue.block + len(made)))
            found.extend(made)
        if hashed:
            found.extend(self._hashtags(draft, tail, done))
        yield from sorted(found, key=_place)

    def _opened(self, draft: Draft, block: Block, cue: Cue, tail: int) -> list[Removal]:
        """Return the removal of a block that opens with a cue and goes on with a list."""
        if block.sentence_end or block.words > 60 or block.kind is Kind.TABLE:
            return []
        separator = _SEPARATOR.match(draft.fold, cue.end, block.end)
        mended = draft.document.mended
        if separator is None and not (" " in cue.phrase and mended[cue.end : cue.end + 1] == " " and _CAPITAL.match(mended, cue.end + 1)):
            return []
        at = separator.end() if separator is not None else cue.end + 1
        items = _items(draft, at, block.end)
        if in_form(draft, block) or any(_NO_TAG.search(item.lower()) for item in items[:3]):
            return []
        if not items or sum(len(item.split()) > self.max_item_words for item in items) > len(items) // 4:
            return []
        ends = block.index >= tail or near_end(draft, block, max_blocks=6, max_share=0.1)
        if _OF_FORMS.match(cue.phrase) and self._told_on(draft, block):
            ends = False
        tier = Tier.LIKELY if ends and (separator is not None or len(items) > 1 or block.index >= tail) else Tier.POSSIBLE
        facts = tuple(Fact("tags", item) for item in items)
        return [draft.remove_block(self, block, "opens as a list of tags", draft.text_of(cue), tier, facts)]

    def _told_on(self, draft: Draft, block: Block) -> bool:
        """Return whether the story goes on right behind a line: prose that no filter has marked."""
        behind = draft.blocks[block.index + 1] if block.index + 1 < len(draft.blocks) else None
        return behind is not None and behind.prose and not draft.marked(behind)

    def _headed(self, draft: Draft, block: Block, cue: Cue, tail: int) -> list[Removal]:
        """Return the removals of a heading and the short lines under it."""
        blocks = draft.blocks
        behind = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
        ends = block.index >= tail or (near_end(draft, block) and not (behind is not None and behind.prose and not draft.marked(behind)))
        if not ends and cue.role == "heading":
            return []
        if block.kind is Kind.LIST_ITEM and block.index > 0 and blocks[block.index - 1].kind is Kind.LIST_ITEM:
            return []  # an item of a list of the story: "- Authors", "- Keywords"
        at = block.index + 1
        while at < len(blocks) and at - block.index <= self.max_items and (draft.marked(blocks[at]) or self._item(draft, blocks[at])):
            at += 1
        while at > block.index + 1 and draft.marked(blocks[at - 1]):
            at -= 1  # a prompt between two tags is not there for a reader; one behind the last ends the list
        if sum(":" in draft.text_of(item) for item in blocks[block.index + 1 : at]) >= 2:
            return []  # "Captain Hale: Tom Pell": a cast
        if at < len(blocks) and blocks[at].prose and at > block.index + 1:
            at -= 1  # the short line before prose is its subhead
        if not ends and at == block.index + 1 and draft.text[block.end - 1] not in ":：" and block.index > 0 and blocks[block.index - 1].prose:
            return []
        evidence = draft.text_of(cue)
        made = [draft.remove_block(self, block, "heading of a list of tags", evidence, Tier.LIKELY)]
        for item in blocks[block.index + 1 : at]:
            if draft.marked(item):
                continue
            facts = tuple(Fact("tags", tag) for tag in _items(draft, item.content_start, item.content_end))
            made.append(draft.remove_block(self, item, "stands in the list of tags that the heading opens", evidence, Tier.LIKELY, facts))
        return made

    def _item(self, draft: Draft, block: Block) -> bool:
        """Return whether a block can be a tag: a few words, no sentence, nothing that another filter knows."""
        if block.sentence_end or block.kind in (Kind.TABLE, Kind.HEADING) or block.words > 2 * self.max_item_words:
            return False
        known = any(cue.role != "label" or cue.category != "navigation" for cue in draft.cues(block).all)  # "Sport" can be a tag
        if known or _NO_TAG.search(draft.fold, block.content_start, block.content_end):
            return False
        items = _items(draft, block.content_start, block.content_end)
        return bool(items) and all(len(item.split()) <= self.max_item_words for item in items)

    def _hashtags(self, draft: Draft, tail: int, done: set[int]) -> list[Removal]:
        blocks = draft.blocks
        lines: list[Block] = []
        for block in blocks[tail:]:
            if block.index in done or draft.text.find("#", block.start, block.start + 4) < 0:
                continue
            if _HASHTAGS.fullmatch(draft.document.mended, block.start, block.end):
                behind = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
                if (behind is None or draft.text[behind.start] not in "—–@") and not listed(draft, block, self.category, alone=True):  # else a quoted post, or the story lists them
                    lines.append(block)
        made = []
        for block in lines:
            tags = [tag.strip(",|·•-* ") for tag in draft.reading_of(block).split("#") if tag.strip(",|·•-* ")]
            facts = tuple(Fact("tags", tag) for tag in tags)
            made.append(draft.remove_block(self, block, "hashtags at the end", draft.text_of(block)[:80], Tier.LIKELY, facts))
        return made


def _items(draft: Draft, start: int, end: int) -> list[str]:
    """Return the items of a list between two offsets, without separators and hash signs."""
    text = draft.document.reading(start, end)
    items = (item.strip(" \t\n#.*_[](){}|\"“”„‘’'") for item in _SPLIT.split(text.strip(" \t\n#")))
    return [item for item in items if item]


def _place(removal: Removal) -> tuple[int, int]:
    return removal.span.start, removal.span.end
