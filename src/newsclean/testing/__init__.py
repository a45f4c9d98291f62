"""Fixture articles as tests: the pytest plugin, and the tools to write and check fixture folders.

`docs/fixtures.md` says how to use it. The names load on first use: pytest imports this package in every project where
newsclean is installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclean.testing.authoring import add_fixture, update_fixture
    from newsclean.testing.checks import aspects, check
    from newsclean.testing.fixtures import Fixture, find_fixtures, load_fixture

_HOMES = {
    "newsclean.testing.authoring": ("add_fixture", "update_fixture"),
    "newsclean.testing.checks": ("aspects", "check"),
    "newsclean.testing.fixtures": ("Fixture", "find_fixtures", "load_fixture"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["Fixture", "add_fixture", "aspects", "check", "find_fixtures", "load_fixture", "update_fixture"]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'newsclean.testing' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value
