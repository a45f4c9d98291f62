"""`newsclean fixture`: add and check fixture articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from newsclean.errors import FixtureError, InputError, NewscleanError

fixture_app = typer.Typer(help="Keep articles as tests: add fixture folders and check them.", no_args_is_help=True)

# The exit codes of the command line: 1 for what was checked or read, 2 for a wrong call.
_FAILED, _WRONG = 1, 2


@fixture_app.command()
def add(
    file: Annotated[Path, typer.Argument(help="The article as scraped: text, or a page that ends in .html.", show_default=False)],
    slug: Annotated[str, typer.Option(help="Name of the fixture's folder.", show_default=False)],
    directory: Annotated[Path, typer.Option("--dir", help="Folder of the fixtures.")] = Path("fixtures/articles"),
    url: Annotated[str | None, typer.Option(help="Address of the page.", show_default=False)] = None,
    shape: Annotated[str | None, typer.Option(help="One line: what this fixture shows.", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a folder that exists.")] = False,
) -> None:
    """Make a fixture of FILE that expects what comes out now, for you to review."""
    from newsclean.testing.authoring import add_fixture

    try:
        folder = add_fixture(file, slug, directory, url=url, shape=shape, force=force).path
    except NewscleanError as error:
        _stop(error)
    typer.echo(f"Wrote {folder}: review expected.txt and expected.toml, and correct what newsclean gets wrong.")


@fixture_app.command()
def check(directory: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of fixtures, or one fixture.", show_default=False)]) -> None:
    """Check fixtures and print one line for each; exit with 1 if one fails."""
    from newsclean.testing.fixtures import find_fixtures, is_fixture

    try:
        folders = [directory] if directory.is_dir() and is_fixture(directory) else find_fixtures(directory)
        if not folders:
            raise FixtureError(f"{directory}: expected fixture folders, got none; `newsclean fixture add FILE --slug NAME --dir {directory}` makes one")
    except NewscleanError as error:
        _stop(error)
    counts = {"ok": 0, "known": 0, "fail": 0, "error": 0}
    for folder in folders:
        state, said = _check_one(folder)
        counts[state] += 1
        head = f"{state:<6}{folder.name}"
        typer.echo(head if not said or "\n" in said else f"{head}  {said}")
        if "\n" in said:
            typer.echo("".join(f"      {line}".rstrip() + "\n" for line in said.splitlines()))
    words = {"ok": "ok", "known": "known to fail", "fail": "failed", "error": "wrong"}
    typer.echo(", ".join(f"{count} {words[state]}" for state, count in counts.items() if count))
    if counts["fail"] or counts["error"]:
        raise typer.Exit(_FAILED)


def _check_one(folder: Path) -> tuple[str, str]:
    """Return "ok", "known", "fail" or "error" for a fixture folder, and what to say of it."""
    from newsclean.testing.checks import aspects, check
    from newsclean.testing.fixtures import load_fixture

    try:
        fixture = load_fixture(folder)
    except FixtureError as error:
        return "error", f"FixtureError: {error}"
    try:
        article = fixture.clean()
        found = [message for name in aspects(fixture) if (message := check(fixture, article, name)) is not None]
    except NewscleanError as error:
        found = [f"{type(error).__name__}: {error}"]
    if fixture.known_failure is None:
        return ("fail", "\n\n".join(found)) if found else ("ok", "")
    return ("known", fixture.known_failure) if found else ("fail", f"passes now, though known_failure = {fixture.known_failure!r}: delete that line")


def _stop(error: NewscleanError) -> NoReturn:
    typer.echo(f"{type(error).__name__}: {error}", err=True)
    raise typer.Exit(_FAILED if isinstance(error, InputError) else _WRONG)
