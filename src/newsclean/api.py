"""`clean` and `clean_many`: the way in."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, Literal, cast, overload

import regex

from newsclean.article import Article
from newsclean.collector import paused
from newsclean.errors import ConfigError, InputError, NewscleanError
from newsclean.language import normalise
from newsclean.model import Document
from newsclean.pipeline import Pipeline
from newsclean.profile import profile_of
from newsclean.readers.text import read_text

# A text or a page; a page also as a `bs4.BeautifulSoup`, a `bs4.Tag` or an lxml element.
Source = Any
_FORMATS = ("auto", "text", "html")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# A page says so at its beginning; one that begins with a script or a style sheet has its root element a little further on.
_HTML = regex.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?>(?:<!--(?>(?:(?!-->).){0,2000})-->\s*){0,20})(?:<(?:!doctype\s+html|html[\s>])|<(?:script|style|head|meta|link)\b(?=.{0,20000}<html[\s>]))",
    regex.IGNORECASE | regex.DOTALL,
)
_HEAD_BYTES = 24_000
# Documents a worker process gets at once: enough to make the hand-over cheap, few enough to keep the order's delay small.
_CHUNK = 16
_CHUNKS_PER_WORKER = 3


def clean(
    source: Source,
    *,
    url: str | None = None,
    format: Literal["auto", "text", "html"] = "auto",
    pipeline: Pipeline | None = None,
    profile: str = "balanced",
    language: str | None = None,
    crawled: date | None = None,
    encoding: str | None = None,
) -> Article:
    """Clean one scraped article.

    Args: `source` is a text or a page as scraped: str, bytes (a text in UTF-8, with a byte order mark, or in `encoding`;
        a page in the charset that it names), for a page also a `bs4.BeautifulSoup` or `Tag`, or an lxml element, which is not
        changed. `url` is carried into the metadata. `format` "auto" takes for a page what begins like one. `pipeline` is the default one unless given.
        `profile` is "careful", "balanced" or "thorough". `language` (a BCP 47 tag) spares its detection. `crawled` is the day or the
        moment when the source was fetched: it goes into the metadata, and a date of publication or change behind it is refused with a warning.
    Returns: an article; for a source without words one with an empty body, the verdict "no_article" and a warning.
    Raises: `InputError` for anything that is neither text nor a page; `ConfigError` for a wrong argument; `FilterError` if a
        filter fails.
    """
    if format not in _FORMATS:
        raise ConfigError(f"format: expected one of {', '.join(_FORMATS)}, got {format!r}")
    wanted = profile_of(profile)
    pipeline = Pipeline.default() if pipeline is None else pipeline
    with paused():
        document = read(source, url, format, encoding)
        return pipeline.run(document, profile=wanted, language=normalise(language) if language else None, crawled=_crawled(crawled))


def _crawled(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise ConfigError(f"crawled: expected a date or a datetime, got {value!r}")


def read(source: object, url: str | None, format: str, encoding: str | None) -> Document:
    """Read a source as what it is, or as what it is said to be."""
    if isinstance(source, str):
        page = format == "html" or (format == "auto" and _HTML.match(source) is not None)
    elif isinstance(source, bytes | bytearray | memoryview):
        source = bytes(source)
        page = format == "html" or (format == "auto" and _HTML.match(source[:_HEAD_BYTES].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")) is not None)
    elif type(source).__module__.partition(".")[0] in ("bs4", "lxml") and format != "text":
        page = True
    else:
        raise InputError(f"source: expected str or bytes, or a page as a bs4 or lxml element, got {type(source).__name__}")
    if page:
        from newsclean.readers.html import read_html

        return read_html(source, url, encoding)
    return read_text(_decode(source, encoding), url)


def _decode(source: object, encoding: str | None) -> str:
    if isinstance(source, str):
        return source
    data = cast(bytes, source)
    names = [encoding] if encoding else []
    names += [name for mark, name in _BOMS if data.startswith(mark)][:1] if not encoding else []
    name = names[0] if names else "utf-8"
    try:
        return data.decode(name)
    except LookupError:
        raise ConfigError(f"encoding: no charset is named {name!r}") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"source: expected text in {name}, got bytes that are not (byte {error.start}: 0x{data[error.start]:02x}); pass encoding= if it is another charset"
        ) from error


@overload
def clean_many(
    sources: Iterable[Source],
    *,
    pipeline: Pipeline | None = ...,
    profile: str = ...,
    language: str | None = ...,
    crawled: date | None = ...,
    workers: int = ...,
    on_error: Literal["raise"] = ...,
) -> Iterator[Article]: ...
@overload
def clean_many(
    sources: Iterable[Source],
    *,
    pipeline: Pipeline | None = ...,
    profile: str = ...,
    language: str | None = ...,
    crawled: date | None = ...,
    workers: int = ...,
    on_error: Literal["return"],
) -> Iterator[Article | NewscleanError]: ...
def clean_many(
    sources: Iterable[Source],
    *,
    pipeline: Pipeline | None = None,
    profile: str = "balanced",
    language: str | None = None,
    crawled: date | None = None,
    workers: int = 1,
    on_error: Literal["raise", "return"] = "raise",
) -> Iterator[Article | NewscleanError]:
    """Clean many articles, lazily and in order.

    Args: `sources` may be endless: only a few are read ahead. `crawled` is meant for all of them. `workers` is the number of processes; 1 works in this one.
        `on_error`: "raise" the first error, or "return" it in its document's place and go on.
    Returns: an iterator with one result for each source, the same whatever `workers` is.
    Raises: `ConfigError` at once for a wrong argument; errors of documents as `on_error` says.
    """
    if workers < 1:
        raise ConfigError(f"workers: expected at least 1, got {workers!r}")
    if on_error not in ("raise", "return"):
        raise ConfigError(f"on_error: expected 'raise' or 'return', got {on_error!r}")
    profile_of(profile)
    one = partial(_clean_or_error, pipeline=pipeline, profile=profile, language=language, crawled=_crawled(crawled))
    results = map(one, sources) if workers == 1 else _in_processes(sources, one, workers)
    return _raising(results) if on_error == "raise" else results


def _clean_or_error(source: Source, *, pipeline: Pipeline | None, profile: str, language: str | None, crawled: date | None) -> Article | NewscleanError:
    try:
        return clean(source, pipeline=pipeline, profile=profile, language=language, crawled=crawled)
    except NewscleanError as error:
        return error


def _raising(results: Iterator[Article | NewscleanError]) -> Iterator[Article]:
    for result in results:
        if isinstance(result, NewscleanError):
            raise result
        yield result


def _clean_chunk(chunk: list[Source], one: partial[Article | NewscleanError]) -> list[Article | NewscleanError]:
    return [one(source) for source in chunk]


def _in_processes(sources: Iterable[Source], one: partial[Article | NewscleanError], workers: int) -> Iterator[Article | NewscleanError]:
    waiting: deque[Future[list[Article | NewscleanError]]] = deque()
    left = iter(sources)
    with ProcessPoolExecutor(workers) as pool:
        try:
            while True:
                while len(waiting) < workers * _CHUNKS_PER_WORKER and (chunk := list(islice(left, _CHUNK))):
                    waiting.append(pool.submit(_clean_chunk, chunk, one))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
