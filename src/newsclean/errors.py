"""The errors that newsclean raises on purpose. Each message says where, what was expected, what came, what to do."""

from __future__ import annotations


class NewscleanError(Exception):
    """Base of every error raised on purpose."""


class InputError(NewscleanError, ValueError):
    """The source cannot be read as text: wrong type, binary data, undecodable bytes."""


class SpanError(NewscleanError, ValueError):
    """A span lies outside its document, or its end is before its start."""


class ConfigError(NewscleanError, ValueError):
    """A pipeline, profile, option or configuration file is wrong."""


class UnknownFilterError(ConfigError):
    """No filter has the given name; the message suggests the nearest one."""


class FilterError(NewscleanError, RuntimeError):
    """A filter broke its contract: it raised, ran out of time, or returned something else than removals."""


class FixtureError(NewscleanError, ValueError):
    """A fixture folder is incomplete, misspelt or contradicts itself."""


class JobError(NewscleanError, RuntimeError):
    """A job cannot go on: its output folder is another job's, there were too many errors, its workers die."""


class OutputError(NewscleanError, RuntimeError):
    """What was cleaned cannot be written: a full disk, no permission, a server that is gone."""


class MissingExtraError(NewscleanError, ImportError):
    """A package is missing that only one of newsclean's extras brings; the message says which to install."""
