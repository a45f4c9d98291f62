"""What a page says of its blocks besides their text: where in the markup each stood, and what the markup calls it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.metadata.structured import Stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.model import Block

# What class and id tokens, tags and roles say, in the words of newsrooms' templates. Each is a bit of `Origin.hints`.
# A word is looked for anywhere in the names; with a space at an end, only where a name begins or ends there ("-" and "_" part names).
_HINTS: dict[str, str] = {
    "article": "article/story/entry/post/single/hentry/beitrag/artikel/noticia/nota ",
    "body": "body/content/text/copy /inhalt/cuerpo/corps/paragraph/prose/ rich",
    "main": " main /primary",
    "head": "headline/title/header/standfirst/ lead/lede /intro/ deck / dek /subtitle/kicker/summary/vorspann",
    "byline": "byline/author/autor/writer/contributor/ bio /profile",
    "date": " date/ time/publish/updated/timestamp/ meta ",
    "caption": "caption/figure/gallery/slideshow/carousel/photo/image/media/picture/lightbox/bildunterschrift",
    "comment": "comment/disqus/respond/ reply/discussion/kommentar/forum",
    "related": "related/recommend/ more /also/read next/popular/trending/ most /teaser/promo/ card/ tease/latest/outbrain/taboola/ mehr /siguiente/verwandt/suggest",
    "share": " share/sharing/social/ follow/whatsapp/facebook/twitter/addthis/bookmark",
    "newsletter": "newsletter/subscri/signup/sign up/ email/mailing/ abo /membership/donat/support/paywall/ piano/premium/regwall",
    "advert": " ad / ads /advert/sponsor/banner/ dfp/ gpt/anzeige/werbung/publicidad/promotion/affiliate/commerce/product",
    "nav": " nav/menu/breadcrumb/pagination/pager/ skip/toolbar/topbar/ tabs/navigation",
    "foot": "footer/copyright/legal/imprint/colophon/disclaimer",
    "side": "sidebar/aside/widget/ rail/secondary/column right/complementary",
    "tags": " tag / tags /topic/keyword/categor/ label/ chip/themen",
    "consent": "cookie/consent/gdpr/onetrust/privacy/ cmp /modal/overlay/popup/dialog",
    "embed": "embed/tweet/instagram/iframe/video/player/podcast/audio/infogram/datawrapper",
    "box": "factbox/infobox/ box/ fact/pullquote/pull quote/ quote/highlight/callout/ inset",
    "list": " list/ grid/ feed/stream/river/ items",
    "standfirst": "standfirst/dek / deck /subtitle/ sub title/subhead/sub head/subline/strapline/ summary / lede / lead / intro /introduction/einleitung/vorspann/excerpt"
    "/ description /chapo/chapeau/entradilla/bajada/sommario/occhiello/ ingress /manchet/perex/copete/sottotitolo/catenaccio/speakable/linha fina",
}
HINT_NAMES: tuple[str, ...] = tuple(_HINTS)


def hint_bits(*names: str) -> int:
    """Return the bits of some of `HINT_NAMES`, as `Origin.own` and `Origin.hints` have them."""
    return sum(1 << HINT_NAMES.index(name) for name in names)


# Parts of a body that names tell, in the words of templates and of the networks that posts are embedded from.
_PARTS: dict[str, str] = {
    "standfirst": "standfirst/stand first/ dek / deck /subheadline/sub headline/ subtitle /vorspann/ chapo /chapeau/bajada/entradilla/sommario/linha fina/article summary",
    "social_posts": "twitter tweet/twitter video/instagram media/tiktok embed/bluesky embed/mastodon embed/ fb post/reddit embed/reddit card/text post media/telegram post",
    "fact_boxes": "factbox/fact box/facts box/infobox/info box/faktenbox/faktabox/faktaboks/infokasten/ encadre /recuadro",
}
# Their bits in `Origin.hints`, above those of `HINT_NAMES`; the scorer does not see them.
PART_BITS: dict[str, int] = {part: 1 << nth for nth, part in enumerate(_PARTS, len(HINT_NAMES))}
_WORDS: tuple[tuple[str, int], ...] = tuple((word, nth) for nth, words in enumerate([*_HINTS.values(), *_PARTS.values()]) for word in words.split("/"))
_TAG_HINTS = {
    "nav": "nav",
    "footer": "foot",
    "aside": "side",
    "figcaption": "caption",
    "figure": "caption",
    "article": "article",
    "main": "main",
    "form": "newsletter",
    "blockquote": "box",
}
_PARTED = str.maketrans("-_\n\t", "    ")


@cache
def _automaton() -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick([word for word, _ in _WORDS], implementation=ahocorasick_rs.Implementation.DFA)


# What a tag says by itself.
TAG_HINTS: dict[str, int] = {tag: hint_bits(hint) for tag, hint in _TAG_HINTS.items()}


@lru_cache(maxsize=65536)
def hints_of(names: str) -> int:
    """Return the hint bits of an element by its class, id, role and itemprop, in lower case."""
    bits = 0
    if names:
        for nth, _, _ in _automaton().find_matches_as_indexes(f" {names.translate(_PARTED)} ", overlapping=True):
            bits |= 1 << _WORDS[nth][1]
    return bits


class Origin(NamedTuple):
    """Where a block stood in its page.

    `tag` is the nearest block element's; `path` numbers the elements around it, the nearest first (at most 8);
    `own` are the hint bits (of `HINT_NAMES`, then `PART_BITS`) of the two nearest elements, `hints` those of all around it; `link_chars` is how many of its
    visible characters belong to links, `links` how many links there are; `element` is the number of the block element that began last before it
    (`readers.html.lines_of` tells its line in the source).
    """

    tag: str
    path: tuple[int, ...]
    own: int
    hints: int
    depth: int
    link_chars: int
    links: int
    bold_chars: int
    element: int
    tokens: str


class Item(NamedTuple):
    """A list item around a block: `list` is "ul", "ol", or "dt" and "dd" of a definition list; `number` is what an ordered list shows.

    `element` numbers the item in its page: blocks of one item share it.
    """

    list: str
    number: int
    element: int


class Row(NamedTuple):
    """A row of a table around a block: the numbers of both in their page; the row is 0 in a table's caption."""

    table: int
    row: int


class Layout(NamedTuple):
    """How a block is set: the level of its heading (1 to 6, or 0), how many quotations it stands in, its list items
    (the outermost first, at most 16) and its row of a table.
    """

    level: int
    quotes: int
    items: tuple[Item, ...]
    row: Row | None


class Mark(NamedTuple):
    """What the markup says of a range of `Document.text`, which may reach over several blocks.

    `kind` is "link" (`value` is its address as written), "strong", "em", "code", "sub", "sup", "del"; "break" (a line ends here
    inside a block: the space at `start` stands for it); "cell" (`value` is "td" or "th", with the number of columns
    behind it where it is more than one: "td 2"); or "picture" (`value` is its address, `label` its alternative text). A picture
    is an empty range before the character at `start`: between two blocks it is the start of the second. An empty cell is an empty range.
    """

    start: int
    end: int
    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The markup of a document: origin and layout of each block, marks in order, the page's title and language.

    `left_out` counts by tag the elements that were not read, those inside them not counted. `base` is the address that relative ones are meant from, if the page states one;
    `stated` is what it says of itself for machines, in its head and elsewhere.
    """

    origins: tuple[Origin, ...]
    title: str | None
    language: str | None
    left_out: tuple[tuple[str, int], ...]
    layouts: tuple[Layout, ...] = ()
    marks: tuple[Mark, ...] = ()
    base: str | None = None
    stated: Stated = field(default_factory=Stated)


# Of 60,000 blocks of the corpora's pages that are links of at most so many words, 8 belong to a body.
MAX_MENU_WORDS = 6


# What says by its name who wrote the article, or when, is no menu item, though it is linked and short.
_SIGNED = hint_bits("byline", "date")


def menu_items(page: Page, blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indexes of the blocks that are links and short: items of menus, of lists of topics, of share rows.

    Half of a page's blocks and more are such. The scorer cuts them by their links; rules look at them only where a phrase, or
    what stands beside them, gives a reason to.
    """
    return frozenset(
        [
            block.index
            for block, origin in zip(blocks, page.origins, strict=True)
            if block.words <= MAX_MENU_WORDS and origin.link_chars >= 0.9 * (block.end - block.start) and not origin.own & _SIGNED
        ]
    )


def is_signed(page: Page, block: Block) -> bool:
    """Return whether the names of a block's element say that it is a byline or a date."""
    return bool(page.origins[block.index].own & _SIGNED)
