"""The pytest plugin: fixture folders become tests where the ini option `newsclean_fixtures` names them.

Every pytest run of an environment with newsclean loads this module, so it imports nothing of newsclean but this
package; the rest comes with `collect.py`, once the option names a folder.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the ini option `newsclean_fixtures` and the flag `--newsclean-update`."""
    parser.addini("newsclean_fixtures", "Folders of newsclean fixtures, relative to the root directory, one a line.", type="linelist", default=[])
    group = parser.getgroup("newsclean")
    group.addoption("--newsclean-update", action="store_true", help="Rewrite the expectations of failing newsclean fixtures from what comes out now.")


def pytest_configure(config: pytest.Config) -> None:
    """Collect fixtures if the ini option names folders of them."""
    folders = [line.strip() for line in config.getini("newsclean_fixtures") if line.strip()]
    if folders:
        if not hasattr(pytest, "Directory"):
            raise pytest.UsageError(f"newsclean_fixtures: expected pytest 8 or later, got {pytest.__version__}; update pytest")
        from newsclean.testing.collect import FixtureCollection

        config.pluginmanager.register(FixtureCollection(config, folders), "newsclean-fixtures")
    elif config.getoption("newsclean_update"):
        raise pytest.UsageError('--newsclean-update: expected fixture folders, got none; set newsclean_fixtures = "..." in the ini file')
