"""Patterns wait for their first use, so that a broken one would go unseen until then: here all are used."""

import importlib
import os
import pkgutil

import pytest
import regex

import newsclean
from newsclean.errors import MissingExtraError
from newsclean.patterns import UsedPattern, lazy_pattern


def patterns():
    """Return all patterns by name; an adapter of an engine that is not installed is left out, and continuous integration has them all."""
    found = {}
    for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        if module.name.endswith("__main__"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except MissingExtraError:
            if "NEWSCLEAN_REQUIRE_ALL" in os.environ or not module.name.startswith("newsclean.engines."):
                raise
            continue
        found |= {f"{module.name}.{name}": value for name, value in vars(loaded).items() if isinstance(value, UsedPattern)}
    return found


PATTERNS = patterns()


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_every_pattern_compiles(name):
    assert PATTERNS[name].search("") is None or PATTERNS[name].search("").span() == (0, 0)


def test_a_lazy_pattern_answers_as_the_compiled_one():
    source, flags, text = r"(?P<word>b\w+) ", regex.IGNORECASE, "a Big bear sat"

    lazy, compiled = lazy_pattern(source, flags), regex.compile(source, flags)

    assert [match["word"] for match in lazy.finditer(text)] == [match["word"] for match in compiled.finditer(text)] == ["Big", "bear"]
    assert (lazy.pattern, lazy.flags, lazy.sub("", text)) == (compiled.pattern, compiled.flags, compiled.sub("", text))


def test_a_broken_pattern_fails_at_its_first_use():
    broken = lazy_pattern("(")

    with pytest.raises(regex.error):
        broken.search("text")


def test_a_name_that_patterns_have_not_is_refused():
    with pytest.raises(AttributeError):
        lazy_pattern("a").serach  # noqa: B018
