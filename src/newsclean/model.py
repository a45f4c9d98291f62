"""The data that flow through newsclean: spans, blocks, documents, removals, facts.

All are frozen. Every offset is in code points of `Document.text`, and every span is half open: `[start, end)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from newsclean.errors import SpanError
from newsclean.page import Page

# Fills the places that a repair leaves over in `Document.mended`; U+FFFF is no character and the
# reader deletes it where an input holds one.
FILLER = "\uffff"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of `Document.text` in code points, `[start, end)`.

    Raises: `SpanError` when `start` is negative or `end` is before it. An empty span is allowed.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError(f"span [{self.start}, {self.end}): expected 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)


class Tier(IntEnum):
    """How sure a removal is, defined by consequence.

    `CERTAIN` is never body text and safe for archives; `LIKELY` is in the default cut; `POSSIBLE` is cut only
    when precision is wanted over completeness.
    """

    CERTAIN = 1
    LIKELY = 2
    POSSIBLE = 3


class Kind(StrEnum):
    """What a block is by its form."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"
    PRE = "pre"


class Verdict(StrEnum):
    """What the whole document is."""

    ARTICLE = "article"
    NO_ARTICLE = "no_article"
    DOUBTFUL = "doubtful"


class Block(NamedTuple):
    """One visual unit of a document: a paragraph, a heading, an item of a list.

    `start` and `end` enclose the block without the white space around it. `content_start` and `content_end`
    enclose it without bullets, brackets, icons and closing punctuation. `words` counts white-space-separated
    words (for scripts written without spaces, half the characters). `sentence_end`: it ends as a sentence does.
    `prose`: it reads like prose, that is it ends as a sentence does and has at least 9 words, or it has at
    least 30 words.
    """

    index: int  # type: ignore[assignment]  # and not that of a tuple
    start: int
    end: int
    kind: Kind
    content_start: int
    content_end: int
    words: int
    sentence_end: bool
    prose: bool

    @property
    def span(self) -> Span:
        """The block's place in the document."""
        return Span(self.start, self.end)

    @property
    def chars(self) -> int:
        """How many characters of the document it spans."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Repair:
    """What the reader mended in a span: `replacement` is read in its place (it may be empty)."""

    span: Span
    replacement: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its structure.

    `text` is the source as given. `mended` has the same length: every repair is applied there, and padded with
    `FILLER` to the length of what it replaces, so that offsets stay those of `text`. Repairs are in order; one may
    lie inside another. `format` is "text" or "html". Blocks are in reading order and do not overlap. `page` is what the
    markup says of each block, None for text.
    """

    text: str
    mended: str
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...] = ()
    format: str = "text"
    url: str | None = None
    warnings: tuple[str, ...] = ()
    page: Page | None = None

    def reading(self, start: int, end: int) -> str:
        """Return what a reader sees between two offsets: the source with its repairs applied."""
        part = self.mended[start:end]
        return part.replace(FILLER, "") if self.repairs else part


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a cut text knew: a metadata field and its value as text."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A span that is not the article: which filter says so, why, and the source text that shows it."""

    span: Span
    filter: str
    category: str
    reason: str
    evidence: str
    tier: Tier
    facts: tuple[Fact, ...] = ()


class Cue(NamedTuple):
    """A phrase of boilerplate found in its right place: `block` is the index of the block it stands in."""

    start: int
    end: int
    category: str
    role: str
    phrase: str
    block: int

    @property
    def span(self) -> Span:
        """The cue's place in the document."""
        return Span(self.start, self.end)


# Categories of boilerplate, then of parts of a body that can be left out, in the words of `docs/terms.md`.
CATEGORIES: frozenset[str] = frozenset(
    {
        "headline",
        "byline",
        "date_line",
        "embed_code",
        "related_links",
        "other_article",
        "advert_marker",
        "share_prompt",
        "newsletter_prompt",
        "support_appeal",
        "promo",
        "consent_banner",
        "paywall_prompt",
        "interface_text",
        "image_credit",
        "caption",
        "tag_list",
        "author_bio",
        "agency_credit",
        "source_list",
        "disclosure",
        "comment_footer",
        "copyright_notice",
        "navigation",
        "page_chrome",
        "repeated_block",
        "site_boilerplate",
        "markup",
        "standfirst",
        "table",
        "social_post",
        "fact_box",
        "correction",
    }
)
