"""Bytes of a page to text: by its byte order mark, a stated charset, its own word, or a detector."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from newsclean.errors import ConfigError, InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read for a charset that pages name: the larger set that holds it (WHATWG Encoding Standard, "Names and labels").
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",  # a page in which its own word could be read as ASCII is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_DETECTED_BYTES = 60_000
_MIN_TELLING_BYTES = 16
# Of the characters beyond ASCII, at most this share may be broken: a page cut in a character, an advert in another charset.
_MAX_BROKEN_SHARE = 0.1


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return the text of a page's bytes; what the charset does not know becomes U+FFFD.

    A byte order mark comes first, then `encoding`, then UTF-8 where the bytes are that, then what the page says of itself
    (`<meta charset>`, `http-equiv`, an XML declaration) where the bytes agree, then a detector.

    Raises: `ConfigError` if no charset has the stated name; `InputError` if the stated one is none for text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if encoding is not None:
        return _as_stated(data, encoding)
    declared = _declared(data)
    if declared is not None and declared.startswith("iso2022"):  # seven bits: good UTF-8 as well, and nonsense
        return data.decode(declared, "replace")
    if data[:2] in (b"<\x00", b"\x00<"):
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for charset in _candidates(data, declared):
        if charset is not None:
            text = data.decode(charset, "replace")
            broken = text.count("\ufffd")
            if broken <= _MAX_BROKEN_SHARE * (len(text) - len(text.encode("ascii", "ignore"))):
                return text
    return data.decode("utf-8", "replace")


def _candidates(data: bytes, declared: str | None) -> Iterator[str | None]:
    """Yield the charsets to try, the detector's only when it comes to it."""
    yield declared
    yield "utf-8"
    yield _detected(data)
    yield "cp1252"


def _as_stated(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        raise ConfigError(f"encoding: no charset is named {encoding!r}") from None
    except ValueError as error:
        raise InputError(f"source: expected a page in {encoding}, got bytes that are not ({error})") from error


def _declared(data: bytes) -> str | None:
    """Return the charset that a page names, as Python calls it, or None."""
    from bs4.dammit import EncodingDetector

    name = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    try:
        known = codecs.lookup(name).name if name else None
        b"x".decode(known or "ascii")  # no charset, as rot13 is none: a LookupError as well
    except (LookupError, UnicodeError):
        return None
    return _LARGER.get(known, known) if known else None


def _detected(data: bytes) -> str | None:
    """Return the charset that a detector guesses from the beginning of the bytes, or None where they tell too little."""
    from charset_normalizer import from_bytes

    sample = data[:_DETECTED_BYTES]
    if sum(byte > 127 for byte in sample) < _MIN_TELLING_BYTES:
        return None
    found = from_bytes(sample).best()
    return found.encoding if found is not None else None
