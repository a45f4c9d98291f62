"""The command line: `newsclean clean`, `explain`, `filters` and `fixture`. The only module that prints.

Exit codes: 0 fine; 1 the input cannot be cleaned, or the output cannot be written; 2 the command or its configuration is wrong. An error is one line
on standard error. A reader that closes the pipe early (`| head`) is no error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import regex
import typer
from rich.console import Console

from newsclean._version import __version__
from newsclean.api import clean as clean_source
from newsclean.article import Article
from newsclean.batch.commands import diff, run
from newsclean.errors import ConfigError, FilterError, InputError, NewscleanError, OutputError
from newsclean.model import Verdict
from newsclean.pipeline import Pipeline, registered
from newsclean.report.filterdoc import describe_filter
from newsclean.report.terminal import explanation, filter_list, removed_view, visible
from newsclean.testing.commands import fixture_app

OK, BAD_INPUT, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
# typer raises click's errors, from click or from its own copy of it: this is the base of them all in both.
_CommandError: type[Exception] = typer.BadParameter.__mro__[2]
# The library's messages name arguments of Python calls; a user of the command line has options.
_ARGUMENT = regex.compile(r'\b(encoding|format|language|profile|kind|text|html|auto|resume|prefix|key|drop_input)=(?:"(\w+)"|True)?')
_OPTIONS = {"kind": "--input-format", "text": "--text-column", "html": "--html-column", "auto": "--column", "drop_input": "--drop-input"}
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Format(StrEnum):
    """What the input is read as."""

    AUTO = "auto"
    TEXT = "text"
    HTML = "html"


app = typer.Typer(
    name="newsclean",
    help="Clean scraped news articles: the body, the metadata, and every removal with its place, filter, reason and evidence.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(fixture_app, name="fixture")
app.command()(run)
app.command()(diff)

FileArgument = Annotated[str, typer.Argument(metavar="[FILE|-]", help="The scraped text; `-`, or nothing, reads standard input.", show_default=False)]
ProfileOption = Annotated[str, typer.Option("--profile", help="How much to cut: careful, balanced or thorough.")]
WithoutOption = Annotated[list[str] | None, typer.Option("--without", metavar="FILTER", help="Leave a filter out; may be given again.", show_default=False)]
ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="A TOML file with the pipeline.", show_default=False)]
UrlOption = Annotated[str | None, typer.Option("--url", help="The article's address, for its metadata; nothing is fetched.", show_default=False)]
LanguageOption = Annotated[str | None, typer.Option("--language", help='The text\'s language, such as "en"; detected unless given.', show_default=False)]
EncodingOption = Annotated[str | None, typer.Option("--encoding", help="The charset of the bytes; UTF-8 unless given.", show_default=False)]
KeepOption = Annotated[list[str] | None, typer.Option("--keep", metavar="PART", help="Keep a part, such as captions; may be given again.", show_default=False)]
LeaveOutOption = Annotated[list[str] | None, typer.Option("--leave-out", metavar="PART", help="Leave a part out, such as tables; may be given again.", show_default=False)]
CrawledOption = Annotated[
    datetime | None,
    typer.Option("--crawled", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"], help="When the page was fetched; dates behind it are refused.", show_default=False),
]
FormatOption = Annotated[Format, typer.Option("--format", help="What the input is.")]


@app.callback(invoke_without_command=True)
def _root(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False) -> None:
    if version:
        _write(f"newsclean {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        # typer prints the help itself where it draws boxes, and returns it where it does not.
        _write(context.get_help())
        raise typer.Exit


@app.command()
def clean(
    file: FileArgument = "-",
    json: Annotated[bool, typer.Option("--json", help="Print all that is known as JSON.")] = False,
    schema_org: Annotated[bool, typer.Option("--schema-org", help="Print body and metadata as JSON-LD, a NewsArticle of schema.org.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the body as Markdown, with its title.")] = False,
    html: Annotated[bool, typer.Option("--html", help="Print the body as HTML that is safe to show, with its title.")] = False,
    links: Annotated[bool, typer.Option("--links/--no-links", help="Keep links in Markdown and HTML.", show_default=False)] = True,
    pictures: Annotated[bool, typer.Option("--pictures", help="Show the story's pictures in Markdown and HTML.")] = False,
    removed: Annotated[bool, typer.Option("--removed", help="Print the source with the removed text struck out and the reasons beside it.")] = False,
    profile: ProfileOption = "balanced",
    without: WithoutOption = None,
    keep: KeepOption = None,
    leave_out: LeaveOutOption = None,
    config: ConfigOption = None,
    url: UrlOption = None,
    language: LanguageOption = None,
    crawled: CrawledOption = None,
    encoding: EncodingOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Clean an article and print its body."""
    if json + schema_org + markdown + html + removed > 1:
        raise ConfigError("expected one of --json, --schema-org, --markdown, --html and --removed, got several")
    if not (markdown or html) and (pictures or not links):
        raise ConfigError(f"{'--pictures' if pictures else '--no-links'}: expected --markdown or --html beside it")
    article = _article(file, _pipeline(config, without, keep, leave_out), profile, url, language, crawled, encoding, format)
    if json or schema_org:
        _write(article.to_json(indent=2, schema_org=schema_org) + "\n")
        return
    if article.verdict is not Verdict.ARTICLE:
        _say(f"{_name(file)}: {str(article.verdict).replace('_', ' ')}: {article.verdict_reason}")
    for warning in article.warnings:
        _say(f"{_name(file)}: {warning}")
    if markdown:
        _write(article.markdown(links=links, pictures=pictures))
    elif html:
        _write(article.html(links=links, pictures=pictures))
    elif removed:
        _write(removed_view(article, color=_color()))
    elif article.text:
        _write(article.text + "\n")


@app.command()
def explain(
    file: FileArgument = "-",
    profile: ProfileOption = "balanced",
    without: WithoutOption = None,
    keep: KeepOption = None,
    leave_out: LeaveOutOption = None,
    config: ConfigOption = None,
    url: UrlOption = None,
    language: LanguageOption = None,
    crawled: CrawledOption = None,
    encoding: EncodingOption = None,
    format: FormatOption = Format.AUTO,
) -> None:
    """Print every removal and candidate with its reason, then repairs, verdict and metadata."""
    article = _article(file, _pipeline(config, without, keep, leave_out), profile, url, language, crawled, encoding, format)
    _write(explanation(article, _name(file), color=_color()))


@app.command()
def filters() -> None:
    """List the filters in their order, with what they remove and their options."""
    docs = [describe_filter(one) for one in registered().values()]
    _write(filter_list(docs, Pipeline.default().names, color=_color()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(args=sys.argv[1:] if arguments is None else list(arguments), prog_name="newsclean", standalone_mode=False)
    except NewscleanError as error:
        _say(_ARGUMENT.sub(lambda match: _OPTIONS.get(match[1], f"--{match[1]}") + (f" {match[2]}" if match[2] else ""), str(error)))
        return BAD_INPUT if isinstance(error, InputError | FilterError | OutputError) else BAD_USAGE
    except _CommandError as error:
        # Without a message: the help was printed in place of a missing command.
        if message := error.format_message():  # type: ignore[attr-defined]
            _say(f"{message} (see newsclean --help)")
        return BAD_USAGE
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else OK


def _pipeline(config: Path | None, without: Sequence[str] | None, keep: Sequence[str] | None, leave_out: Sequence[str] | None) -> Pipeline:
    """Return the pipeline that the arguments ask for. Raises: `ConfigError`."""
    both = sorted(set(keep or ()) & set(leave_out or ()))
    if both:
        raise ConfigError(f"expected --keep or --leave-out for {both[0]}, got both")
    pipeline = Pipeline.default() if config is None else Pipeline.from_toml(config)
    return pipeline.without(*(without or ())).with_parts(**dict.fromkeys(keep or (), True), **dict.fromkeys(leave_out or (), False))


def _article(file: str, pipeline: Pipeline, profile: str, url: str | None, language: str | None, crawled: date | None, encoding: str | None, format: Format) -> Article:
    """Clean what the arguments name. Raises: `InputError` with the file's name in it, or `ConfigError`."""
    data = _read(file)
    name = _name(file)
    if not encoding and b"\0" in data and not data.startswith(_BOMS):
        raise InputError(f"{name}: expected text, got binary data; if it is UTF-16 text, say --encoding utf-16-le or utf-16-be")
    try:
        article = clean_source(data, url=url, format=format.value, pipeline=pipeline, profile=profile, language=language, crawled=_day_of(crawled), encoding=encoding)
    except InputError as error:
        raise InputError(f"{name}: {str(error).removeprefix('source: ')}") from error
    if not article.document.text.strip("\ufeff \t\n\r\v\f\xa0\u3000"):
        raise InputError(f"{name}: expected text, got {'white space only' if data else 'nothing: it is empty'}")
    return article


def _day_of(crawled: date | None) -> date | None:
    """Return the day of a moment at midnight without a zone, which is how a day alone is read."""
    if isinstance(crawled, datetime) and crawled.tzinfo is None and crawled.time() == time():
        return crawled.date()
    return crawled


def _read(file: str) -> bytes:
    if file == "-":
        if sys.stdin.isatty():
            _say("reading standard input; end it with Ctrl-D")
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        hint = "; newsclean fetches no pages: save the text first" if file.startswith(("http://", "https://")) else ""
        raise InputError(f"{file}: no such file{hint}") from None
    except IsADirectoryError:
        raise InputError(f"{file}: is a directory; give one file in it") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _color() -> bool:
    """Return whether standard output is a terminal that wants colours (NO_COLOR, FORCE_COLOR and TERM are heeded)."""
    console = Console(file=sys.stdout)
    return console.is_terminal and not console.no_color and not console.is_dumb_terminal


def _say(message: str) -> None:
    """Print one line on standard error."""
    print("newsclean: " + " ".join(visible(message).split()), file=sys.stderr)


def _write(text: str) -> None:
    """Print on standard output; a reader that has closed it ends the program quietly."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends; there is nobody to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(OK) from None


if __name__ == "__main__":
    sys.exit(main())
