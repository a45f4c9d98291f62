"""What the tests of sources share: reading a source whole, and in parts."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from newsclean.batch.sources import open_sources


class Read(NamedTuple):
    rows: list
    errors: dict
    places: list
    notes: dict


def read(source, skip=0):
    rows, errors, places, notes = [], {}, [], Counter()
    for piece in source.pieces(skip):
        assert piece.batch.schema.equals(source.schema)
        assert piece.batch.num_rows == len(piece.places)
        piece.batch.validate(full=True)
        errors |= {len(rows) + row: wrong for row, wrong in piece.errors.items()}
        rows += piece.batch.to_pylist()
        places += piece.places
        assert all(0 <= row <= len(piece.places) for row, _ in piece.notes)
        notes.update(note for _, note in piece.notes)
    return Read(rows, errors, places, dict(notes))


def read_address(address, **arguments):
    [source] = open_sources(str(address), **arguments)
    return read(source)


def assert_skips(source, positions=None):
    """Reading without the first rows gives the same as reading all and leaving them out."""
    whole = read(source)
    for skip in range(len(whole.rows) + 2) if positions is None else positions:
        rest = read(source, skip)
        assert rest.rows == whole.rows[skip:], skip
        assert rest.places == whole.places[skip:], skip
        assert rest.errors == {row - skip: wrong for row, wrong in whole.errors.items() if row >= skip}, skip
    return whole
