"""The version of newsclean; `docs/versioning.md` says which release may change clean text."""

__version__ = "0.1.0"
