"""Tests of what not every machine has: they skip and say why, or fail where NEWSCLEAN_REQUIRE_ALL=1 says that all of it should be there."""

from __future__ import annotations

import importlib
import os
import shutil
from types import ModuleType
from typing import NoReturn

import pytest

_REQUIRE_ALL = os.environ.get("NEWSCLEAN_REQUIRE_ALL") == "1"


def need_package(name: str, extra: str) -> ModuleType:
    """Return the module `name`, at the top of a test module; without it, its tests are skipped."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.partition(".")[0]:
            raise
        missing(f"needs the package {name}: pip install 'newsclean[{extra}]'")


def need_program(name: str, package: str) -> str:
    """Return the path of a program, at the top of a test module; without it, its tests are skipped."""
    return shutil.which(name) or missing(f"needs the program {name}: apt-get install {package}")


def missing(reason: str) -> NoReturn:
    """Skip the test, or the module, that asks; fail where nothing may be missing."""
    if _REQUIRE_ALL:
        pytest.fail(f"{reason} (NEWSCLEAN_REQUIRE_ALL=1 lets no test skip)", pytrace=False)
    pytest.skip(reason, allow_module_level=True)
