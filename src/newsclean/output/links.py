"""Addresses that may be shown: absolute where the page's own address is known, and of a harmless scheme."""

from __future__ import annotations

from urllib.parse import urljoin

import regex

_SCHEME = regex.compile(r"([a-z][a-z0-9+.-]*):", regex.IGNORECASE)
_SAFE = frozenset(("http", "https", "mailto"))
# A browser leaves these out before it looks for the scheme: "java\nscript:" is a script.
_UNSEEN = dict.fromkeys(range(0x20)) | {0x7F: None}


def address_of(written: str, base: str | None) -> str | None:
    """Return a link's address, absolute if `base` is known.

    Returns: None for one that must not or cannot be shown: of another scheme than http, https and mailto, a place inside the
        page ("#top"), an empty or broken one.
    """
    written = written.translate(_UNSEEN).strip().replace(" ", "%20")
    if not written or written.startswith("#"):
        return None
    if base is not None:
        try:
            written = urljoin(base, written)
        except ValueError:
            return None
    scheme = _SCHEME.match(written)
    return written if scheme is None or scheme[1].lower() in _SAFE else None


def base_of(url: str | None, stated: str | None) -> str | None:
    """Return what relative addresses are meant from: the address that the page states, itself relative to the page's own."""
    base = address_of(stated, url) if stated else None
    return base if base is not None else url
