"""Profiles: how far down the tiers the cut goes."""

from __future__ import annotations

from enum import StrEnum

from newsclean.errors import ConfigError
from newsclean.model import Tier


class Profile(StrEnum):
    """The settings of a cut: `careful` cuts what is certain, `balanced` also the likely, `thorough` also the possible."""

    CAREFUL = "careful"
    BALANCED = "balanced"
    THOROUGH = "thorough"

    @property
    def deepest(self) -> Tier:
        """The least sure tier that this profile cuts."""
        return {"careful": Tier.CERTAIN, "balanced": Tier.LIKELY, "thorough": Tier.POSSIBLE}[self.value]


def profile_of(name: str) -> Profile:
    """Return the profile of a name. Raises: `ConfigError` for an unknown one."""
    try:
        return Profile(name)
    except ValueError:
        known = ", ".join(Profile)
        raise ConfigError(f"profile: expected one of {known}, got {name!r}") from None
