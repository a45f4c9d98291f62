"""The garbage collector is paused while a document is cleaned, and nothing is left for it to find."""

from __future__ import annotations

import gc

import pytest

import newsclean
from newsclean.collector import paused
from newsclean.errors import InputError

PAGE = "<html><title>Bridge</title>" + "<div><p>The council voted on Tuesday to close the old bridge for six months.</p><a href=/x>Menu</a></div>" * 20


@pytest.fixture(autouse=True)
def collector():
    """Leave the collector as it was."""
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


@pytest.mark.parametrize("enabled", [True, False])
def test_it_is_left_as_it_was(enabled):
    (gc.enable if enabled else gc.disable)()
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled() is enabled
    newsclean.clean(PAGE)
    assert gc.isenabled() is enabled


def test_it_runs_again_after_an_error():
    gc.enable()
    with pytest.raises(InputError):
        newsclean.clean("<!-- nothing -->", format="html")
    assert gc.isenabled()


def test_cleaning_leaves_nothing_to_collect_but_the_parser():
    newsclean.clean(PAGE)
    gc.collect()
    gc.disable()
    for _ in range(10):
        assert newsclean.clean(PAGE).metadata.title == "Bridge"

    # lxml's parser and its target, 27 small objects, hold each other; the 80 blocks and their elements do not
    assert gc.collect() < 10 * 40
