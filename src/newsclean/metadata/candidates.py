"""Candidates: what one source says of one field, and which sources are believed first."""

from __future__ import annotations

from typing import NamedTuple


class Candidate(NamedTuple):
    """What a source says of a field: `value` is text, cleaned of markup and white space; `source` is a name of `ORDER`."""

    field: str
    value: str
    source: str


# Sources by their names in `Metadata.sources`. Each is a way in which a page says something of itself.
JSON_LD = "JSON-LD"
MICRODATA = "microdata"
OPEN_GRAPH = "OpenGraph"
PARSELY = "Parsely"
SAILTHRU = "Sailthru"
CITATION = "citation"
DUBLIN_CORE = "Dublin Core"
META = "meta"
TWITTER = "Twitter card"
LINK = "link"
HTML = "html"
TIME = "time"
# …and what a visitor sees of it.
HEADING = "heading"
PAGE_TITLE = "page title"
BYLINE_BLOCK = "byline block"
BYLINE_BELOW = "byline below"
AUTHOR_LINK = "author link"
NAME_LINE = "name line"
DATE_BLOCK = "date block"
TAG_BLOCK = "tag block"
BREADCRUMB = "breadcrumb"
STANDFIRST = "standfirst"
PICTURE = "picture"
DATELINE = "dateline"
FIRST_PARAGRAPH = "first paragraph"
ADDRESS = "address"
ARGUMENT = "argument"

# What a page or the caller states for machines ("stated" and "page" are how a language was found). What stands in no such source is `guessed` unless a second source agrees.
STATED = frozenset([JSON_LD, MICRODATA, OPEN_GRAPH, PARSELY, SAILTHRU, CITATION, DUBLIN_CORE, META, TWITTER, LINK, HTML, TIME, ARGUMENT, "stated", "page"])

# For each field, its sources in the order in which they are believed; names that are no source are filters', whose removals
# carry facts. A filter that stands in no row comes last, in the order of the text.
ORDER: dict[str, tuple[str, ...]] = {
    "title": (HEADING, "headline", OPEN_GRAPH, JSON_LD, PARSELY, SAILTHRU, CITATION, DUBLIN_CORE, TWITTER, MICRODATA, META, PAGE_TITLE),
    "authors": (
        JSON_LD,
        PARSELY,
        SAILTHRU,
        CITATION,
        BYLINE_BLOCK,
        AUTHOR_LINK,
        OPEN_GRAPH,
        META,
        DUBLIN_CORE,
        MICRODATA,
        NAME_LINE,
        BYLINE_BELOW,
        "byline",
        "author_bio",
        "agency_credit",
    ),
    "author_bio": ("author_bio",),
    "published": (JSON_LD, OPEN_GRAPH, PARSELY, SAILTHRU, CITATION, META, MICRODATA, DUBLIN_CORE, TIME, DATE_BLOCK, "date_line", ADDRESS),
    "modified": (JSON_LD, OPEN_GRAPH, META, MICRODATA, DUBLIN_CORE, DATE_BLOCK, "date_line"),
    "agency": ("byline", JSON_LD, BYLINE_BLOCK, PARSELY, SAILTHRU, OPEN_GRAPH, META, MICRODATA, "agency_credit", DATELINE),
    "site": (OPEN_GRAPH, JSON_LD, META, MICRODATA, DUBLIN_CORE, CITATION, "headline", PAGE_TITLE),
    "section": (OPEN_GRAPH, JSON_LD, PARSELY, META, MICRODATA, BREADCRUMB),
    "tags": (META, JSON_LD, OPEN_GRAPH, PARSELY, SAILTHRU, DUBLIN_CORE, CITATION, MICRODATA, TAG_BLOCK, "tag_list"),
    "description": (OPEN_GRAPH, META, JSON_LD, DUBLIN_CORE, SAILTHRU, TWITTER, MICRODATA, STANDFIRST),
    "image": (OPEN_GRAPH, JSON_LD, TWITTER, PARSELY, SAILTHRU, LINK, MICRODATA, PICTURE),
    "url": (ARGUMENT, LINK, OPEN_GRAPH, JSON_LD, PARSELY),
    "rights": ("copyright_notice", DUBLIN_CORE, META),
    "language": (HTML, JSON_LD, OPEN_GRAPH, META, DUBLIN_CORE, CITATION),
}


def rank(field: str, source: str) -> int:
    """Return the place of a source in the order of a field; the last for a source that is not named there."""
    order = ORDER.get(field, ())
    return order.index(source) if source in order else len(order)
