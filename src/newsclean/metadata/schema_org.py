"""Metadata in the words of schema.org: a `NewsArticle`, as JSON-LD has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from newsclean.metadata.model import Metadata

# Properties that take a field's value as it is.
_PLAIN = {
    "headline": "title",
    "description": "description",
    "inLanguage": "language",
    "articleSection": "section",
    "dateline": "dateline",
    "url": "url",
    "image": "image",
    "copyrightNotice": "rights",
}
_LISTS = {"keywords": "tags"}
_DATES = {"datePublished": "published", "dateModified": "modified", "sdDatePublished": "crawled"}


def news_article(metadata: Metadata, body: str = "") -> dict[str, Any]:
    """Return metadata, with the body if there is one, as a `NewsArticle`; fields without a value are left out.

    An agency is the `sourceOrganization`, the site the `publisher`; `crawled` is `sdDatePublished`, the day of the structured data.
    `access`, sources and trust have no words there.
    """
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle"}
    for name, field in _PLAIN.items():
        data[name] = getattr(metadata, field)
    data["author"] = [{"@type": "Person", "name": name} for name in metadata.authors]
    if len(metadata.authors) == 1 and metadata.author_bio:
        data["author"][0]["description"] = metadata.author_bio
    for name, field in _DATES.items():
        value = getattr(metadata, field)
        data[name] = value.isoformat() if isinstance(value, date) else value
    for name, field in _LISTS.items():
        data[name] = list(getattr(metadata, field))
    data["publisher"] = {"@type": "Organization", "name": metadata.site} if metadata.site else None
    data["sourceOrganization"] = {"@type": "Organization", "name": metadata.agency} if metadata.agency else None
    data["associatedMedia"] = [{"@type": "ImageObject", "caption": text} for text in metadata.captions]
    data["articleBody"] = body
    return {name: value for name, value in data.items() if value not in (None, "", [])}
