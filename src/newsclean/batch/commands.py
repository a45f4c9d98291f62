"""The command line of jobs: `newsclean run` and `newsclean diff`."""

from __future__ import annotations

import json as jsonlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from newsclean.batch.console import conclude, ended, say, shown, stopping
from newsclean.errors import ConfigError, InputError, MissingExtraError
from newsclean.pipeline import Pipeline

if TYPE_CHECKING:
    from newsclean.batch.settings import Settings

OK, DRIFTED, INTERRUPTED = 0, 3, 130


def run(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT…", help="Files, folders, globs, addresses of a store (s3://…) or URLs of tables; `-` reads standard input.", show_default=False)
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUTPUT",
            help="Where the rows go: a new folder for files, here or on a store; the URL of a table; `-` for standard output.",
            show_default=False,
        ),
    ],
    text_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column that holds texts.", show_default=False)] = None,
    html_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column that holds pages.", show_default=False)] = None,
    column: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that holds texts or pages; each record is read as what it looks like.", show_default=False)
    ] = None,
    format_column: Annotated[str | None, typer.Option(metavar="COLUMN", help='A column that says "text" or "html" for each record.', show_default=False)] = None,
    url_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of addresses.", show_default=False)] = None,
    id_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column that errors are reported with.", show_default=False)] = None,
    language_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of languages.", show_default=False)] = None,
    crawled_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column that says when a page was fetched.", show_default=False)] = None,
    encoding_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of the charsets that servers stated.", show_default=False)] = None,
    input_format: Annotated[str | None, typer.Option(metavar="FORMAT", help="The format of the input, where its name does not say it.", show_default=False)] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="The format of the output: jsonl, parquet, csv, tsv or arrow; jsonl.gz and the like compress.")
    ] = "jsonl",
    columns: Annotated[
        str | None, typer.Option(metavar="NAMES", help="The output columns, with commas between them; all but document_text and id unless given.", show_default=False)
    ] = None,
    prefix: Annotated[str, typer.Option(help="What the names of output columns begin with.")] = "nc_",
    drop_input: Annotated[bool, typer.Option("--drop-input", help="Leave the input's columns out.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Leave out evidence, bios and the text of comments.")] = False,
    utf16: Annotated[bool, typer.Option("--utf16", help="Count places in UTF-16 units, as Java and JavaScript do.")] = False,
    profile: Annotated[str, typer.Option("--profile", help="How much to cut: careful, balanced or thorough.")] = "balanced",
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE", help="A TOML file with the pipeline.", show_default=False)] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", help="How many processes clean.")] = max(1, os.cpu_count() or 1),
    shard_rows: Annotated[int, typer.Option(help="How many records an output file holds.")] = 10_000,
    max_record_bytes: Annotated[int, typer.Option(help="A larger record is an error.")] = 50_000_000,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="A record that takes longer is an error; 0 for no limit.")] = 60.0,
    max_errors: Annotated[int | None, typer.Option(metavar="N", help="Stop after more errors than this.", show_default=False)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a job that was interrupted or killed.")] = False,
    only_stale: Annotated[bool, typer.Option("--only-stale", help="The input is an earlier output: clean only rows of another fingerprint again.")] = False,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The report.json of an earlier job: exit with 3 where this one differs from it.", show_default=False)
    ] = None,
    sample_removals: Annotated[int, typer.Option(metavar="N", help="Keep N removals for each filter, language and tier, to look at.")] = 0,
) -> None:
    """Clean many records: files in, files out, with a report. It can be interrupted at any moment and resumed."""
    with _extra("run"):
        from newsclean.batch.job import Job
        from newsclean.batch.settings import DEFAULT_COLUMNS, Settings
        from newsclean.batch.sources import open_sources

    _check_outside(inputs, output)
    before = _baseline(baseline)
    stated = {"text": text_column, "html": html_column, "auto": column, "format": format_column, "url": url_column, "id": id_column, "language": language_column}
    roles = {role: name for role, name in {**stated, "crawled": crawled_column, "encoding": encoding_column}.items() if name is not None}
    settings = Settings(
        **{**_usual_columns(inputs, input_format, roles), **roles},
        columns=DEFAULT_COLUMNS if columns is None else tuple(name.strip() for name in columns.split(",")),
        prefix=prefix,
        drop_input=drop_input,
        private=private,
        utf16=utf16,
        profile=profile,
        pipeline=None if config is None else Pipeline.from_toml(config),
        max_record_bytes=max_record_bytes,
    )
    sources = [
        source
        for address in inputs
        for file in _files(address)
        for source in open_sources(file, kind=input_format, wanted=frozenset(settings.input_columns), max_record_bytes=max_record_bytes)
    ]
    job = Job(
        sources=sources,
        output=output,
        settings=settings,
        kind=format,
        workers=workers,
        shard_rows=shard_rows,
        timeout_s=timeout or None,
        max_errors=max_errors,
        samples=sample_removals,
        resume=resume,
        only_stale=only_stale,
    )
    console = Console(stderr=True)
    with stopping(console) as stop, shown(console) as seen:
        try:
            summary = job.run(stop=stop, seen=seen)
        except BrokenPipeError:  # who reads standard output has seen enough; Python flushes once more when it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(OK) from None
        except KeyboardInterrupt:
            ended(console, job)
            raise typer.Exit(INTERRUPTED) from None
    conclude(console, summary, job)
    if summary.interrupted:
        raise typer.Exit(INTERRUPTED)
    if before is not None:
        from newsclean.batch.stats import drift

        changed = drift(summary.report, before)
        for line in changed:
            console.print(f"drift: {line}", markup=False, highlight=False, soft_wrap=True)
        if changed:
            raise typer.Exit(DRIFTED)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The output of a job: its folder, or a file; or a configuration (.toml).", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What to compare it with, of the same kind.", show_default=False)],
    inputs: Annotated[
        list[str] | None, typer.Option("--input", "-i", metavar="INPUT", help="For two configurations: what to clean; may be given again.", show_default=False)
    ] = None,
    text_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of the input that holds texts.", show_default=False)] = None,
    html_column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of the input that holds pages.", show_default=False)] = None,
    column: Annotated[str | None, typer.Option(metavar="COLUMN", help="The column of the input that holds texts or pages.", show_default=False)] = None,
    input_format: Annotated[str | None, typer.Option(metavar="FORMAT", help="The format of the input, where its name does not say it.", show_default=False)] = None,
    key: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that tells which records belong together; the hash of what was cleaned unless given.", show_default=False)
    ] = None,
    prefix: Annotated[str, typer.Option(help="What the names of output columns begin with.")] = "nc_",
    examples: Annotated[int, typer.Option(metavar="N", help="How many changed documents to show.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Say which documents change between two outputs or two configurations, what is newly removed, and what newly kept."""
    from newsclean.batch.diff import compare

    configs = [address.endswith(".toml") for address in (old, new)]
    if any(configs) != all(configs):
        raise ConfigError(f"diff: expected two outputs or two configurations, got {old} and {new}")
    if all(configs) != bool(inputs):
        raise ConfigError(
            "diff: two configurations need --input, what to clean with both" if all(configs) else "diff: --input is for two configurations (.toml); outputs hold what was cleaned"
        )
    with _extra("diff"):
        from newsclean.batch.settings import Settings

        if all(configs):
            cleaned = [Settings(text=text_column, html=html_column, auto=column, prefix=prefix, pipeline=Pipeline.from_toml(path)) for path in (old, new)]
            rows = [_cleaned(inputs or [], settings, input_format) for settings in cleaned]
        else:
            rows = [_stored(address, input_format, prefix) for address in (old, new)]
        found = compare(rows[0], rows[1], key=key, prefix=prefix, examples=examples)
    if json:
        print(jsonlib.dumps(found.to_dict(), ensure_ascii=False, indent=1))
        return
    console = Console()
    say(
        console,
        f"{found.documents:,} documents compared, {found.changed:,} changed"
        + (f", {found.only_old:,} only in {old}, {found.only_new:,} only in {new}" if found.only_old or found.only_new else ""),
    )
    for (was, now), count in found.verdicts.most_common():
        say(console, f"verdict {was or 'error'} -> {now or 'error'}: {count:,} documents")
    for title, words, counts in (("newly removed", found.removed_words, found.removed), ("newly kept", found.kept_words, found.kept)):
        by = ", ".join(f"{name} in {count:,}" for name, count in counts.most_common())
        say(console, f"{title}: {words:,} words{f' ({by})' if by else ''}")
    for change in found.examples:
        say(console, f"\n{change.key}")
        for sign, parts in (("-", change.removed), ("+", change.kept)):
            for part in parts:
                say(console, f"  {sign} {' '.join(part.split())}")


def _check_outside(inputs: list[str], output: str) -> None:
    """Raise `ConfigError` if the output lies in a folder that is read: a resumed job would read what it wrote."""
    for one in inputs:
        if os.path.isdir(one) and Path(output).resolve().is_relative_to(Path(one).resolve()) and "://" not in output and output not in ("", "-"):
            raise ConfigError(f"{output}: expected a folder outside of the input {one}, got one in it, whose files would be read as well; choose another")


def _files(address: str) -> list[str]:
    """Return the output files of a job where an address is its folder, or else the address."""
    from newsclean.batch.files import STANDARD, reading
    from newsclean.batch.kinds import is_database
    from newsclean.batch.state import MANIFEST, Folder

    if address in ("", STANDARD) or is_database(address) or any(sign in address for sign in "*?["):
        return [address]
    folder = Folder(address)
    with reading(address, folder.fs):
        is_job = folder.fs.exists(folder.at(MANIFEST))
    return [folder.url(name) for name in folder.names() if name.startswith("part-")] if is_job else [address]


def _cleaned(inputs: list[str], settings: Settings, kind: str | None) -> Iterator[dict[str, Any]]:
    """Yield the rows that cleaning gives."""
    from newsclean.batch.arrow import clean_batch
    from newsclean.batch.sources import open_sources

    for address in inputs:
        for source in open_sources(address, kind=kind, wanted=frozenset(settings.input_columns), max_record_bytes=settings.max_record_bytes):
            for piece in source.pieces():
                yield from clean_batch(piece.batch, settings, errors=piece.errors).to_pylist()


def _stored(address: str, kind: str | None, prefix: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of an output; lists that its format has as JSON text are read back."""
    from newsclean.batch.sources import open_sources

    for file in _files(address):
        for source in open_sources(file, kind=kind, wanted=frozenset([f"{prefix}text"]), max_record_bytes=1 << 31):
            for piece in source.pieces():
                for row in piece.batch.to_pylist():
                    marks = row.get(f"{prefix}marks")
                    yield {**row, f"{prefix}marks": jsonlib.loads(marks)} if isinstance(marks, str) else row


@contextmanager
def _extra(command: str) -> Iterator[None]:
    """Turn the lack of a package into an error that says what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"newsclean {command}: expected the package {error.name}, which is not installed; install it with: pip install 'newsclean[batch]'") from error


def _usual_columns(inputs: list[str], kind: str | None, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by their roles where the input's kind tells them, as that of web archives and of folders of pages does."""
    from newsclean.batch.files import STANDARD
    from newsclean.batch.sources import open_sources
    from newsclean.batch.sources.folder import FolderSource
    from newsclean.batch.sources.warc import WarcSource

    if {"text", "html", "auto"} & roles.keys():
        return {}
    sources = [source for address in inputs if address != STANDARD or kind is not None for source in open_sources(address, kind=kind)]
    if sources and all(isinstance(source, FolderSource) for source in sources):
        return {"auto": "content", "format": "format", "id": "path"}
    if sources and all(isinstance(source, WarcSource) for source in sources):
        pages = {"html": "html", "encoding": "encoding"} if all("html" in source.schema.names for source in sources) else {"text": "text"}
        return {**pages, "url": "url", "id": "record_id"}
    return {}


def _baseline(path: Path | None) -> dict[str, Any] | None:
    """Return the report of an earlier job. Raises: `InputError` and `ConfigError` where there is none."""
    if path is None:
        return None
    from newsclean.batch.stats import drift

    try:
        report: dict[str, Any] = jsonlib.loads(path.read_text("utf-8"))
        drift(report, report)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: expected the report.json of a job, got something else ({error})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{path}: expected the report.json of a job, got other JSON ({type(error).__name__}: {error})") from error
    return report
