"""`other_article`: whole other stories on a page, as endless scroll and round-ups append them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from newsclean.draft import Draft
from newsclean.features import LONG_PROSE_WORDS, MAX_HEADLINE_WORDS
from newsclean.filters._teasers import teasers_behind
from newsclean.metadata.title import split_title
from newsclean.model import Block, Removal, Tier
from newsclean.page import Page

_HEADLINE_TAGS = frozenset(("h1", "h2"))
# Sections of a guide stand in containers with headings too; a story has a byline or a date, or is a level of its own.
_SIGNATURES = frozenset(("byline", "date_line"))
# A heading is the page's own when it shares this much of the words of the page's title, and another story's below the second.
MIN_OWN_SHARE = 0.6
MAX_OTHER_SHARE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherArticle:
    """Remove the other stories that a page holds beside its own.

    Removes: of a page, a container with a headline of the same form as the page's own and with paragraphs of its own, where
        the page's own headline stands with its paragraphs in a container like it and says what the page's title says; and a list of
        teasers behind the story: at least three linked headlines, each with a byline or a date and a summary.
    Keeps: the entries of a live blog, a list or a round-up, whose headings stand with the headline's paragraphs or under a
        headline that has none of its own; lists of products, works or links with a text each; everything in text, which has no
        containers.
    Options: `min_paragraphs`, how many long paragraphs of prose each of the two containers has at least.
    Source: pages of the development corpora with endless scroll.
    """

    name: ClassVar = "other_article"
    category: ClassVar = "other_article"
    min_paragraphs: int = 2

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield a removal for each block of the other stories, in source order."""
        page = draft.document.page
        if page is None:
            return
        for teasers in teasers_behind(draft):
            for block in teasers.blocks:
                yield draft.remove_block(self, block, "in a list of teasers behind the story", draft.text_of(teasers.headline), Tier.LIKELY)
        if page.title:
            yield from self._stories(draft, page, page.title)

    def _stories(self, draft: Draft, page: Page, title: str) -> Iterator[Removal]:
        """Yield the blocks of the stories beside the page's own."""
        words = frozenset(split_title(title)[0].lower().split())
        headlines = _alike(draft, page, words)
        own = _own(draft, words, headlines)
        if own is None:
            return
        parents = _parents(page)
        line = {element: nth for nth, element in enumerate(_ancestors(page, parents, own.index))}
        containers = list(line)
        told: dict[int, bool] = {}  # whether the page's own story tells enough in a container
        for other in headlines:
            if other is own or _share(draft, words, other) > MAX_OTHER_SHARE:
                continue
            # the two containers side by side that hold the two headlines
            theirs = _ancestors(page, parents, other.index)
            shared = next((nth for nth, element in enumerate(theirs) if element in line), 0)
            at = line[theirs[shared]] if shared else 0
            if not shared or not at:
                continue
            container = containers[at - 1]
            if container not in told:
                told[container] = self._told(draft, _inside(page, parents, container, own.index))
            if not told[container]:
                continue
            story = _inside(page, parents, theirs[shared - 1], other.index)
            signed = page.origins[other.index].tag == "h1" or any(mark.category in _SIGNATURES for nth in story for mark in draft.marks(draft.blocks[nth]))
            if signed and self._told(draft, story):
                for nth in story:
                    yield draft.remove_block(self, draft.blocks[nth], "a story with a headline and a container of its own", draft.text_of(other), Tier.LIKELY)

    def _told(self, draft: Draft, story: range) -> bool:
        return sum(draft.blocks[nth].prose and draft.blocks[nth].words >= LONG_PROSE_WORDS for nth in story) >= self.min_paragraphs


def _alike(draft: Draft, page: Page, words: frozenset[str]) -> list[Block]:
    """Return the headings of the form (tag and class names) that most shares the words of the page's title."""
    forms: dict[tuple[str, str], list[Block]] = {}
    for block, origin in zip(draft.blocks, page.origins, strict=True):
        if origin.tag in _HEADLINE_TAGS and block.words <= MAX_HEADLINE_WORDS:
            forms.setdefault((origin.tag, origin.tokens), []).append(block)
    repeated = [blocks for blocks in forms.values() if len(blocks) > 1]
    return max(repeated, key=lambda blocks: max(_share(draft, words, block) for block in blocks), default=[])


def _own(draft: Draft, words: frozenset[str], headlines: list[Block]) -> Block | None:
    """Return the one heading that says what the page's title says, or None."""
    own = [block for block in headlines if _share(draft, words, block) >= MIN_OWN_SHARE]
    return own[0] if len(own) == 1 else None


def _share(draft: Draft, words: frozenset[str], block: Block) -> float:
    """Return the share of the words of the page's title that a heading has, 0 to 1; 0 for a title without words."""
    return len(words.intersection(draft.text_of(block).lower().split())) / len(words) if words else 0.0


def _parents(page: Page) -> dict[int, int]:
    """Return the element around each element that some block's path names."""
    parents: dict[int, int] = {}
    for origin in page.origins:
        parents.update(zip(origin.path, origin.path[1:], strict=False))
    return parents


def _ancestors(page: Page, parents: dict[int, int], nth: int) -> list[int]:
    """Return the elements around a block, the nearest first."""
    path = list(page.origins[nth].path)
    while path and path[-1] in parents:
        path.append(parents[path[-1]])
    return path


def _inside(page: Page, parents: dict[int, int], element: int, nth: int) -> range:
    """Return the indices of the blocks inside an element that holds block `nth`: they follow each other, so that only these are looked at."""
    first = last = nth
    while first and element in _ancestors(page, parents, first - 1):
        first -= 1
    while last + 1 < len(page.origins) and element in _ancestors(page, parents, last + 1):
        last += 1
    return range(first, last + 1)
