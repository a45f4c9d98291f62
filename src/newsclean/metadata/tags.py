"""Tags of a page's head: `<meta>` in the vocabularies that newsrooms use, `<link>`, and the root's language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from newsclean.metadata.candidates import CITATION, DUBLIN_CORE, HTML, LINK, META, OPEN_GRAPH, PARSELY, SAILTHRU, TWITTER, Candidate
from newsclean.metadata.values import address, plain
from newsclean.patterns import lazy_pattern

_FIELDS: dict[str, dict[str, str]] = {
    OPEN_GRAPH: {
        "title": "og:title",
        "description": "og:description",
        "site": "og:site_name",
        "url": "og:url",
        "image": "og:image og:image:url og:image:secure_url",
        "language": "og:locale",
        "published": "article:published_time og:published_time og:article:published_time article:published og:publish_date og:pubdate article.published bt:pubdate rnews:datepublished og:release_date og:datepublished article:first_published_time",
        "modified": "article:modified_time og:updated_time og:modified_time og:article:modified_time article:modified article:modified_date article.updated article:updated_time rnews:datemodified bt:moddate",
        "authors": "article:author article:author_name og:author og:article:author author.name",
        "section": "article:section og:section og:article:section",
        "tags": "article:tag og:article:tag",
    },
    PARSELY: {
        "title": "parsely-title",
        "authors": "parsely-author",
        "published": "parsely-pub-date",
        "section": "parsely-section",
        "keywords": "parsely-tags",
        "image": "parsely-image-url",
        "url": "parsely-link",
    },
    SAILTHRU: {
        "title": "sailthru.title",
        "authors": "sailthru.author sailthru.byline_name",
        "published": "sailthru.date",
        "keywords": "sailthru.tags",
        "description": "sailthru.description",
        "image": "sailthru.image.full",
    },
    CITATION: {
        "title": "citation_title",
        "authors": "citation_author citation_authors",
        "published": "citation_publication_date citation_online_date citation_date",
        "site": "citation_journal_title",
        "language": "citation_language",
        "keywords": "citation_keywords",
    },
    DUBLIN_CORE: {
        "title": "dc.title dcterms.title dc:title",
        "authors": "dc.creator dcterms.creator dc:creator dc.contributor.author",
        "published": "dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date dcterms.available dc.date.created dc:date dcsext.articlefirstpublished",
        "modified": "dcterms.modified dc.date.modified dc.modified",
        "site": "dc.publisher dcterms.publisher",
        "description": "dc.description dcterms.description dcterms.abstract",
        "language": "dc.language dcterms.language",
        "rights": "dc.rights dcterms.rights dc.rights.copyright",
        "keywords": "dc.subject dcterms.subject",
    },
    TWITTER: {"title": "twitter:title", "description": "twitter:description", "image": "twitter:image twitter:image:src"},
    META: {
        "title": "title headline hdl article_title",
        "description": "description abstract",
        "authors": "author authors byl byline article_author cxenseparse:author creator article-author author_name authorname trackonomics.author dcsext.author cxenseparse:recs:author",
        "published": "date pubdate publish_date publish-date publishdate publication_date publicationdate datepublished date_published published pub_date published_at"
        " published_time publish_time published-date date.created date.available article_date_original article-publication-date originalpublicationdate datecreated"
        " cxenseparse:recs:publishtime cxenseparse:publishtime content:publishdate ptime displaydate display_date article:publicationdate gsa_date uploaddate created created_at release_date publisheddate article_published_time article-published_time date.release date-pub",
        "modified": "datemodified date_modified last-modified lastmod article_date_updated date.modified date.updated updated modified last_modified revised updated_at lastmodified utime updated_time modified-date last-updated last_updated_date lastmodifieddate",
        "section": "section articlesection article:category category cxenseparse:section",
        "keywords": "keywords news_keywords tags topics article:theme cxenseparse:keywords",
        "site": "application-name sitename site_name publisher",
        "rights": "copyright rights",
        "language": "content-language language",
        "url": "canonical",
    },
}
# What a name of a `<meta>` says: the field and its source.
NAMES: dict[str, tuple[str, str]] = {name: (field, source) for source, table in _FIELDS.items() for field, names in table.items() for name in names.split()}
_MARK = lazy_pattern(r"\w{1,12}[:.-]")
_PLACES = frozenset(["url", "image"])
_MAX_TAGS = 2000


def meta_candidates(pairs: Iterable[tuple[str, str]], base: str | None) -> Iterator[Candidate]:
    """Yield what the meta tags say. Args: `pairs` are names in lower case, and contents."""
    for name, content in pairs:
        if name == "parsely-page":
            yield from _parsely_page(content)
            continue
        known = NAMES.get(name) or (_prefixed(name) if "publi" in name else None)
        if known is None:
            continue
        field, source = known
        value = address(content, base) if field in _PLACES else content[:10_000] if field == "keywords" else plain(content)
        if value:
            yield Candidate(field, value, source)


def _prefixed(name: str) -> tuple[str, str] | None:
    """Return what a name for the publication says that a system has put its own mark before: "cms:publishdate", "x-published-date"."""
    mark = _MARK.match(name)
    bare = name[mark.end() :] if mark is not None else ""
    known = NAMES.get(bare) if "publi" in bare else None
    return known if known is not None and known[0] == "published" else None


def _parsely_page(content: str) -> Iterator[Candidate]:
    """Yield what Parsely's older tag holds, an object of JSON."""
    try:
        data = json.loads(content[:20_000])
    except (ValueError, RecursionError):
        return
    if not isinstance(data, dict):
        return
    for key, field in (("title", "title"), ("author", "authors"), ("authors", "authors"), ("pub_date", "published"), ("section", "section"), ("tags", "tags")):
        values = data.get(key)
        for value in values[:100] if isinstance(values, list) else [values]:
            if text := plain(value):
                yield Candidate(field, text, PARSELY)


def link_candidates(pairs: Iterable[tuple[str, str]], base: str | None) -> Iterator[Candidate]:
    """Yield what the links of a head say. Args: `pairs` are relations in lower case, and addresses as written."""
    for relation, href in pairs:
        kinds = relation.split()
        field = "url" if "canonical" in kinds else "image" if "image_src" in kinds else "amp" if "amphtml" in kinds else ""
        if field and (where := address(href, base)):
            yield Candidate(field, where, LINK)


def pairs_of(elements: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return names and contents of `<meta>` elements, given by their attributes; one element may have several names."""
    pairs: list[tuple[str, str]] = []
    for element in elements:
        content = element.get("content")
        if not content or len(pairs) >= _MAX_TAGS:
            continue
        named, said = element.get("name"), element.get("property")
        item = None if named and said else element.get("itemprop")
        for name in (said, named if named != said else None, item if item and item.startswith("date") else None):
            if name:
                pairs += [(one, content) for one in name.lower().split()] if " " in name else [(name.lower(), content)]
        if not (named or said or item) and (name := element.get("http-equiv")):
            pairs.append((name.lower(), content))
    return pairs


def language_candidates(root: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield the language that the attributes of the root element state."""
    for key in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        if value := plain(root.get(key)):
            yield Candidate("language", value, HTML)
            return
