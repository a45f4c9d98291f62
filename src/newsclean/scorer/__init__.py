"""The learned judge of blocks: what it sees, its weights, and the filter that uses it."""

from newsclean.scorer.filter import PageChrome

__all__ = ["PageChrome"]
