"""Readers turn a source into a `Document`: text today, HTML next."""
