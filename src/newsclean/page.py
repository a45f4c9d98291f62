"""What a page says of its blocks besides their text: where in the markup each stood, and what the markup calls it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

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
}
HINT_NAMES: tuple[str, ...] = tuple(_HINTS)
_WORDS: tuple[tuple[str, int], ...] = tuple((word, nth) for nth, words in enumerate(_HINTS.values()) for word in words.split("/"))
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


@lru_cache(maxsize=65536)
def hints_of(tag: str, names: str) -> int:
    """Return the hint bits of an element by its tag and its class, id, role and itemprop, in lower case."""
    bits = 0
    named = _TAG_HINTS.get(tag)
    if named is not None:
        bits = 1 << HINT_NAMES.index(named)
    if names:
        for nth, _, _ in _automaton().find_matches_as_indexes(f" {names.translate(_PARTED)} ", overlapping=True):
            bits |= 1 << _WORDS[nth][1]
    return bits


class Origin(NamedTuple):
    """Where a block stood in its page.

    `tag` is the nearest block element's; `path` numbers the elements around it, the nearest first (at most 8);
    `own` are the hint bits of the two nearest elements, `hints` those of all around it; `link_chars` is how many of its
    visible characters belong to links, `links` how many links there are; `line` is the line in the source.
    """

    tag: str
    path: tuple[int, ...]
    own: int
    hints: int
    depth: int
    link_chars: int
    links: int
    bold_chars: int
    line: int
    tokens: str


@dataclass(frozen=True, slots=True)
class Page:
    """The markup of a document: an origin for each block, the page's title and language, what was left out unread."""

    origins: tuple[Origin, ...]
    title: str | None
    language: str | None
    left_out: tuple[tuple[str, int], ...]
