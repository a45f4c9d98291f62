"""newsclean cleans scraped news articles and explains every removal.

The public names load on first use, so that `import newsclean` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsclean._version import __version__

if TYPE_CHECKING:
    from newsclean.api import clean, clean_many
    from newsclean.article import Article
    from newsclean.draft import Draft
    from newsclean.errors import ConfigError, FilterError, FixtureError, InputError, JobError, MissingExtraError, NewscleanError, OutputError, SpanError, UnknownFilterError
    from newsclean.metadata.model import Metadata
    from newsclean.model import Block, Cue, Document, Fact, Kind, Removal, Repair, Span, Tier, Verdict
    from newsclean.parts import Parts
    from newsclean.pipeline import Filter, Pipeline
    from newsclean.profile import Profile

_HOMES = {
    "newsclean.api": ("clean", "clean_many"),
    "newsclean.article": ("Article",),
    "newsclean.draft": ("Draft",),
    "newsclean.errors": (
        "ConfigError",
        "FilterError",
        "FixtureError",
        "InputError",
        "JobError",
        "MissingExtraError",
        "NewscleanError",
        "OutputError",
        "SpanError",
        "UnknownFilterError",
    ),
    "newsclean.metadata.model": ("Metadata",),
    "newsclean.model": ("Block", "Cue", "Document", "Fact", "Kind", "Removal", "Repair", "Span", "Tier", "Verdict"),
    "newsclean.parts": ("Parts",),
    "newsclean.pipeline": ("Filter", "Pipeline"),
    "newsclean.profile": ("Profile",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "Block",
    "ConfigError",
    "Cue",
    "Document",
    "Draft",
    "Fact",
    "Filter",
    "FilterError",
    "FixtureError",
    "InputError",
    "JobError",
    "Kind",
    "Metadata",
    "MissingExtraError",
    "NewscleanError",
    "OutputError",
    "Parts",
    "Pipeline",
    "Profile",
    "Removal",
    "Repair",
    "Span",
    "SpanError",
    "Tier",
    "UnknownFilterError",
    "Verdict",
    "__version__",
    "clean",
    "clean_many",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
