"""`clean` and `clean_many`: the way in."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import Literal, overload

import regex

from newsclean.article import Article
from newsclean.errors import ConfigError, InputError, NewscleanError
from newsclean.language import normalise
from newsclean.pipeline import Pipeline
from newsclean.profile import profile_of
from newsclean.readers.text import read_text

Source = str | bytes
_FORMATS = ("auto", "text", "html")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML = regex.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?>(?:<!--(?>(?:(?!-->).){0,2000})-->\s*){0,20})<(?:!doctype\s+html|html[\s>])", regex.IGNORECASE | regex.DOTALL)
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
    encoding: str | None = None,
) -> Article:
    """Clean one scraped article.

    Args: `source` is the text as scraped, or its bytes (UTF-8, any text with a byte order mark, or `encoding`). `url` is
        carried into the metadata. `pipeline` is the default one unless given. `profile` is "careful", "balanced" or
        "thorough". `language` (a BCP 47 tag) spares its detection.
    Returns: an article; for a text without words one with an empty body, the verdict "no_article" and a warning.
    Raises: `InputError` for anything but text, and for HTML pages, which this version does not read; `ConfigError` for
        a wrong argument; `FilterError` if a filter fails.
    """
    if format not in _FORMATS:
        raise ConfigError(f"format: expected one of {', '.join(_FORMATS)}, got {format!r}")
    wanted = profile_of(profile)
    text = _decode(source, encoding)
    if format == "html" or (format == "auto" and _HTML.match(text)):
        raise InputError('source: this version cleans text, got an HTML page; extract its text first, or pass format="text" to clean it as it stands')
    pipeline = Pipeline.default() if pipeline is None else pipeline
    return pipeline.run(read_text(text, url), profile=wanted, language=normalise(language) if language else None)


def _decode(source: object, encoding: str | None) -> str:
    if isinstance(source, str):
        return source
    if not isinstance(source, bytes | bytearray | memoryview):
        raise InputError(f"source: expected str or bytes, got {type(source).__name__}")
    data = bytes(source)
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
    sources: Iterable[Source], *, pipeline: Pipeline | None = ..., profile: str = ..., language: str | None = ..., workers: int = ..., on_error: Literal["raise"] = ...
) -> Iterator[Article]: ...
@overload
def clean_many(
    sources: Iterable[Source], *, pipeline: Pipeline | None = ..., profile: str = ..., language: str | None = ..., workers: int = ..., on_error: Literal["return"]
) -> Iterator[Article | NewscleanError]: ...
def clean_many(
    sources: Iterable[Source],
    *,
    pipeline: Pipeline | None = None,
    profile: str = "balanced",
    language: str | None = None,
    workers: int = 1,
    on_error: Literal["raise", "return"] = "raise",
) -> Iterator[Article | NewscleanError]:
    """Clean many articles, lazily and in order.

    Args: `sources` may be endless: only a few are read ahead. `workers` is the number of processes; 1 works in this one.
        `on_error`: "raise" the first error, or "return" it in its document's place and go on.
    Returns: an iterator with one result for each source, the same whatever `workers` is.
    Raises: `ConfigError` at once for a wrong argument; errors of documents as `on_error` says.
    """
    if workers < 1:
        raise ConfigError(f"workers: expected at least 1, got {workers!r}")
    if on_error not in ("raise", "return"):
        raise ConfigError(f"on_error: expected 'raise' or 'return', got {on_error!r}")
    profile_of(profile)
    one = partial(_clean_or_error, pipeline=pipeline, profile=profile, language=language)
    results = map(one, sources) if workers == 1 else _in_processes(sources, one, workers)
    return _raising(results) if on_error == "raise" else results


def _clean_or_error(source: Source, *, pipeline: Pipeline | None, profile: str, language: str | None) -> Article | NewscleanError:
    try:
        return clean(source, pipeline=pipeline, profile=profile, language=language)
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
