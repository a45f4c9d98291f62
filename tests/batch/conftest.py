"""Fixtures that several modules need."""

from __future__ import annotations

import postgres
import pytest


@pytest.fixture(scope="module")
def server():
    """The URL of a database of a real PostgreSQL, with its password."""
    with postgres.running() as url:
        yield url
