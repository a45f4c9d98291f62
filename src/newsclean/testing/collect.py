"""The active half of the pytest plugin: fixture folders as collectors, their checks as tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from newsclean.errors import FixtureError, NewscleanError
from newsclean.testing.fixtures import Fixture, find_fixtures, load_fixture

if TYPE_CHECKING:
    from newsclean.article import Article

_UPDATED = "newsclean_updated"
# The checks that the command line asks for by name, for the folders where it does not ask for all.
_ONLY: pytest.StashKey[dict[Path, list[str]]] = pytest.StashKey()


class MismatchError(AssertionError):
    """A fixture's expectation does not hold; the message is for the person who runs the tests."""


class FixtureCollection:
    """The hooks that collect and report fixtures; registered only where `newsclean_fixtures` names folders."""

    def __init__(self, config: pytest.Config, folders: list[str]) -> None:
        self.roots = [Path(os.path.normpath(config.rootpath / folder)) for folder in folders]
        for folder, root in zip(folders, self.roots, strict=True):
            if not root.is_dir():
                raise pytest.UsageError(f"newsclean_fixtures: expected a folder, got {folder!r}, which is none in {config.rootpath}; make it or delete the line")
        self.config = config
        self._select()
        if self._runs_all_tests():
            args = [self._absolute(arg) for arg in config.args]
            ignored = [self._absolute(path) for path in config.getoption("ignore") or ()]
            for root in self.roots:
                if not any(root.is_relative_to(path) for path in (*args, *ignored)):
                    config.args.append(str(root))

    def _absolute(self, arg: object) -> Path:
        return Path(os.path.normpath(self.config.invocation_params.dir / str(arg)))

    def _runs_all_tests(self) -> bool:
        """Return whether the command line asks for no file, test or part of the tests.

        That is the case when each argument (or the current directory, if there is none) is the root directory, one of
        `testpaths`, or, where those are not set, a directory right in the root directory.
        """
        config = self.config
        testpaths = [Path(os.path.normpath(config.rootpath / path)) for path in config.getini("testpaths")]
        if config.option.pyargs or not config.args:
            return False
        if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            return True
        paths = [self._absolute(arg) for arg in config.args]
        return all(path == config.rootpath or (path in testpaths if testpaths else path.is_dir() and path.parent == config.rootpath) for path in paths)

    def _select(self) -> None:
        """Let the command line name a check as the reports do: pytest itself wants a file before `::`."""
        only: dict[Path, list[str]] = {}
        whole: list[Path] = []
        for nth, arg in enumerate(self.config.args):
            name, _, part = arg.partition("::")
            path = self._absolute(name)
            if path.parent.parent in self.roots and path.is_file():  # input.txt of a fixture stands for the fixture
                path = path.parent
            if path.parent not in self.roots or not path.is_dir():
                whole += [] if part else [path]
                continue
            self.config.args[nth] = str(path)
            if part:
                only.setdefault(path, []).append(part)
            else:
                whole.append(path)
        self.config.args[:] = dict.fromkeys(self.config.args)
        self.config.stash[_ONLY] = {folder: parts for folder, parts in only.items() if not any(folder.is_relative_to(path) for path in whole)}

    def pytest_collect_directory(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect the folders of the ini option as fixtures."""
        return FixtureSet.from_parent(parent, path=path) if path in self.roots else None

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """Report a test whose expectations were rewritten as updated, neither passed nor failed."""
        if report.when == "call" and any(name == _UPDATED for name, _ in report.user_properties):
            return "updated", "U", ("UPDATED", {"yellow": True})
        return None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """List the files that were rewritten, for a person to review."""
        files = {str(file) for report in terminalreporter.stats.get("updated", []) for name, file in report.user_properties if name == _UPDATED}
        if files:
            terminalreporter.section("newsclean fixtures rewritten: review them, for example with git diff", yellow=True)
            for file in sorted(files):
                terminalreporter.line(file)


class FixtureSet(pytest.Directory):
    """A folder of fixtures."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield a collector for each fixture folder; what is wrong with this folder is an item that says so."""
        try:
            folders = find_fixtures(self.path)
        except FixtureError as error:
            yield WrongFolder.from_parent(self, name="folder", error=error)
            folders = sorted(entry for entry in self.path.iterdir() if entry.is_dir() and not entry.name.startswith("."))
        ignored = {Path(os.path.normpath(self.config.invocation_params.dir / path)) for path in self.config.getoption("ignore") or ()}
        for folder in folders:
            if folder not in ignored:
                yield FixtureFolder.from_parent(self, path=folder)


class FixtureFolder(pytest.Directory):
    """One fixture: `input.txt` or `input.html` with `expected.txt` and `expected.toml`."""

    _outcome: Article | NewscleanError | None = None

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield an item for each check that the fixture asks for."""
        items = list(self._items())
        only = self.config.stash[_ONLY].get(self.path)
        names = [item.name for item in items]
        for part in only or ():
            if part not in names:
                raise self.CollectError(f"{self.nodeid}::{part}: expected one of {', '.join(names)}, got {part!r}")
        yield from (item for item in items if not only or item.name in only)

    def _items(self) -> Iterator[pytest.Item]:
        from newsclean.testing.checks import aspects

        try:
            fixture = load_fixture(self.path)
        except FixtureError as error:
            yield WrongFolder.from_parent(self, name="folder", error=error)
            return
        if fixture.known_failure is not None:
            item = FixtureItem.from_parent(self, name="known_failure", fixture=fixture, checks=aspects(fixture))
            item.add_marker(pytest.mark.xfail(reason=fixture.known_failure, strict=True, raises=(MismatchError, NewscleanError)))
            yield item
            return
        for name in aspects(fixture):
            yield FixtureItem.from_parent(self, name=name, fixture=fixture, checks=(name,))

    def article(self, fixture: Fixture) -> Article:
        """Clean the input, once for all checks. Raises: what `newsclean.clean` raises on purpose."""
        if self._outcome is None:
            try:
                self._outcome = fixture.clean()
            except NewscleanError as error:
                self._outcome = error
        if isinstance(self._outcome, NewscleanError):
            raise self._outcome
        return self._outcome


class WrongFolder(pytest.Item):
    """A fixture folder that cannot be used: an error, and the other tests run nevertheless."""

    def __init__(self, *, error: FixtureError, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error = error

    def setup(self) -> None:
        """Fail with what is wrong, always; a failure here is reported as an error."""
        message = str(self.error).replace(f"{self.config.rootpath}{os.sep}", "")
        pytest.fail(f"{type(self.error).__name__}: {message}", pytrace=False)

    def runtest(self) -> None:
        """Do nothing: `setup` has failed."""

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what stands above a failure."""
        return self.path, None, self.nodeid


class FixtureItem(pytest.Item):
    """One check of a fixture, or all of them for one that is known to fail."""

    def __init__(self, *, fixture: Fixture, checks: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fixture = fixture
        self.checks = checks

    def runtest(self) -> None:
        """Run the checks. Raises: `MismatchError`, unless the expectations were rewritten."""
        from newsclean.testing.checks import check

        assert isinstance(self.parent, FixtureFolder)
        article = self.parent.article(self.fixture)
        found = [message for name in self.checks if (message := check(self.fixture, article, name)) is not None]
        if not found:
            return
        if self.config.getoption("newsclean_update") and self.fixture.known_failure is None:
            from newsclean.testing.authoring import update_fixture

            try:
                changed = update_fixture(self.fixture, article)
            except FixtureError as error:
                raise MismatchError("\n\n".join((*found, f"not rewritten: {error}"))) from None
            self.user_properties += [(_UPDATED, os.path.relpath(file, self.config.rootpath)) for file in changed]
            return
        raise MismatchError("\n\n".join(found))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the message alone for what differs, a traceback for anything else."""
        return self._message(excinfo.value) or super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what stands above a failure."""
        return self.path, None, self.nodeid

    def _message(self, error: BaseException) -> str | None:
        if isinstance(error, MismatchError):
            return f"{error}\n\n(this fixture shows: {self.fixture.shape})" if self.fixture.shape else str(error)
        # A FilterError has its cause's traceback to show.
        return f"{type(error).__name__}: {error}" if isinstance(error, NewscleanError) and error.__cause__ is None else None
