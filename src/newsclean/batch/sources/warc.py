"""Web archives: the pages of WARC files, the texts of WET files (ISO 28500, "WARC file format")."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa

from newsclean.batch.columns import PIECE_BYTES, PIECE_ROWS, nulls
from newsclean.batch.compression import GZIP_MARK, BrokenStreamError, decompressed
from newsclean.batch.files import STANDARD
from newsclean.batch.records import Piece
from newsclean.batch.sources.file import FileSource

__all__ = ["WarcSource"]

_READ_BYTES = 1 << 20
_LOOK_BYTES = 4096
_OVERLAP_BYTES = 16
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_VERSION = re.compile(rb"(?<=\n)WARC/1\.[01]\r\n")
_HTML = frozenset(["text/html", "application/xhtml+xml"])
_COMMON = [("url", pa.string()), ("date", pa.string()), ("record_id", pa.string()), ("content_type", pa.string())]
_PAGES = pa.schema([*_COMMON, ("encoding", pa.string()), ("html", pa.binary())])
_TEXTS = pa.schema([*_COMMON, ("text", pa.string())])


@dataclass(frozen=True)
class WarcSource(FileSource):
    """A web archive, compressed by records or not at all.

    Of a WARC file, the rows are the responses with a page: HTML or XHTML that came with a status of 2xx. `html` are its bytes without the transfer
    and content encodings, `encoding` is the charset that the HTTP header states, as Python calls it, or null. Of a WET file (`texts`), the rows are the
    conversion records. What else is in an archive is counted in the notes.
    """

    max_record_bytes: int
    texts: bool = False

    @property
    def schema(self) -> pa.Schema:
        """The schema of all batches."""
        full = _TEXTS if self.texts else _PAGES
        return pa.schema([one for one in full if one.name in self.wanted]) if self.drop_other else full

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`. Where an archive is damaged, there is an error, and
        reading goes on with the next record that can be found; one that is cut ends with an error.
        """
        making = _Making(self.schema)
        with self.file.open_raw() as stream:
            for row in self._rows(stream, skip, making.note):
                making.add(row)
                if making.full:
                    yield making.piece()
        if making.rows or making.notes:
            yield making.piece()

    def _rows(self, stream: Any, skip: int, note: Callable[[str], None]) -> Iterator[_Row]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        kind = WarcRecordType.conversion if self.texts else WarcRecordType.response
        start: int | None = 0
        nth = 0
        while start is not None:
            at, reading, whole = None, False, True
            try:
                for record in ArchiveIterator(stream, parse_http=not self.texts, auto_decode="none", fsspec_args=False):
                    at, reading, row = record.stream_pos, False, None
                    passed_over = _passed_over(record, kind, texts=self.texts)
                    if passed_over is not None:
                        size = record.reader.consume()
                        if _is_whole(record, size):
                            if nth >= skip:
                                note(passed_over)
                            continue
                        row = _cut(at, record, size)
                    nth, reading = nth + 1, row is None
                    if nth > skip:
                        row = row or self._row(at, record)
                        yield row
                    whole = not row.cut if row is not None else _is_whole(record, record.reader.consume())
                    reading = False
                if whole:
                    self._check_end(at or start)
                return
            except (OSError, BrokenStreamError) as error:
                # A second try that begins with what is broken has no record before it: that was said already.
                if at is not None or start == 0:
                    if not reading:
                        nth += 1
                    if nth > skip:
                        place = f"record at byte {at}" if reading else "record at byte 0" if at is None else f"record after byte {at}"
                        yield _Row(place, {}, 0, f"expected a WARC record, got damaged data ({error})")
                start = _next_start(stream, start if at is None else at)

    def _check_end(self, at: int) -> None:
        """Raise `BrokenStreamError` if a gzip member breaks off before its first byte, which the reader takes for the end."""
        if self.file.path == STANDARD:
            return
        with self.file.open_raw() as stream:
            if stream.peek(2).startswith(GZIP_MARK):
                stream.seek(at)
                with decompressed(stream, "gzip") as rest:
                    while rest.read(_READ_BYTES):
                        pass

    def _row(self, at: int, record: Any) -> _Row:
        place = f"record at byte {at}"
        body = record.reader.read(self.max_record_bytes + 1)
        if len(body) > self.max_record_bytes:
            size = len(body) + record.reader.consume()
            if not _is_whole(record, size):
                return _cut(at, record, size)
            return _Row(place, {}, 0, f"expected at most {self.max_record_bytes} bytes in a record, got {size}; raise max_record_bytes to read it")
        if not _is_whole(record, len(body)):
            return _cut(at, record, len(body))
        headers = record.headers
        values = {"url": headers.get("WARC-Target-URI"), "date": headers.get("WARC-Date"), "record_id": headers.get("WARC-Record-ID")}
        if self.texts:
            values["content_type"] = headers.get("Content-Type")
            try:
                return _Row(place, {**values, "text": body.decode("utf-8")}, len(body))
            except UnicodeDecodeError as error:
                return _Row(place, values, 0, f"expected text in UTF-8, got bytes that are not (byte {error.start + 1}: 0x{body[error.start]:02x})")
        values |= {"content_type": record.http_content_type, "encoding": record.http_charset}
        try:
            return _Row(place, {**values, "html": _decoded(record.http_headers, body, self.max_record_bytes)}, len(body))
        except OSError as error:
            return _Row(place, values, 0, f"expected a page in the encoding that its HTTP header states, got other bytes ({error})")


class _Row(NamedTuple):
    place: str
    values: dict[str, Any]
    size: int
    error: str | None = None
    cut: bool = False


class _Making:
    """A piece in the making."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self.rows: list[_Row] = []
        self.notes: list[tuple[int, str]] = []
        self._size = 0

    def add(self, row: _Row) -> None:
        self.rows.append(row)
        self._size += row.size

    def note(self, text: str) -> None:
        self.notes.append((len(self.rows), text))

    @property
    def full(self) -> bool:
        return len(self.rows) >= PIECE_ROWS or self._size >= PIECE_BYTES

    def piece(self) -> Piece:
        columns = [pa.array([_storable(row.values.get(one.name)) for row in self.rows], one.type) for one in self._schema]
        batch = pa.RecordBatch.from_arrays(columns, schema=self._schema) if columns else nulls(len(self.rows), self._schema)
        errors = {nth: row.error for nth, row in enumerate(self.rows) if row.error is not None}
        piece = Piece(batch, errors, [row.place for row in self.rows], self.notes)
        self.rows, self.notes, self._size = [], [], 0
        return piece


def _storable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) and not value.isascii() else value


def _passed_over(record: Any, kind: Any, *, texts: bool) -> str | None:
    """Return why a record is no row, or None."""
    if record.record_type != kind:
        return f"records of another type than {'conversion' if texts else 'response'}; passed over"
    if texts:
        return None
    if record.http_headers is None:
        return "responses of another protocol than HTTP; passed over"
    if (record.http_content_type or "").lower() not in _HTML:
        return "responses that are no HTML; passed over"
    return None if 200 <= (record.http_headers.status_code or 0) < 300 else "responses with another status than 2xx; passed over"


def _is_whole(record: Any, size: int) -> bool:
    return size >= record.content_length and "Content-Length" in record.headers


def _next_start(stream: Any, after: int) -> int | None:
    """Return where the next record begins in a damaged archive, or None: only plain files and members of gzip can be told from their bytes."""
    if not stream.seekable():
        return None
    stream.seek(0)
    pattern = _MEMBER if stream.read(2) == GZIP_MARK else _VERSION
    place = after + 1
    while True:
        stream.seek(place)
        part = stream.read(_READ_BYTES)
        for found in pattern.finditer(part):
            stream.seek(place + found.start())
            if pattern is _VERSION or _begins_record(stream.read(_LOOK_BYTES)):
                stream.seek(place + found.start())
                return int(place + found.start())
        if len(part) < _READ_BYTES:
            return None
        place += len(part) - _OVERLAP_BYTES


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False


def _cut(at: int, record: Any, size: int) -> _Row:
    return _Row(f"record at byte {at}", {}, 0, f"expected a WARC record, got the end of the file after {size} of {record.content_length} bytes", cut=True)


def _decoded(headers: Any, body: bytes, max_bytes: int) -> bytes:
    """Return the page in a body. Raises: `OSError` if it is not in the encodings that the headers state.

    Some crawlers store pages decoded under the headers as they came: what begins as markup is taken for what it is.
    """
    from fastwarc.warc import WarcRecord

    stated = [f"{name}: {value}\r\n" for name in ("Content-Encoding", "Transfer-Encoding") if (value := headers.get(name)) and value.lower() != "identity"]
    if not stated or body.lstrip()[:1] == b"<":
        return body
    record = WarcRecord()
    record.set_bytes_content(f"HTTP/1.1 200 OK\r\n{''.join(stated)}\r\n".encode("latin-1", "replace") + body)
    record.is_http = True
    record.parse_http(auto_decode="all")
    page = bytes(record.reader.read(max_bytes + 1))
    if len(page) > max_bytes:
        raise OSError(f"more than {max_bytes} bytes when decoded; raise max_record_bytes to read it")
    return page
