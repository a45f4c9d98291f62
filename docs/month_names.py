"""Write the table of months, `src/newsclean/metadata/month_names.toml`, from Unicode CLDR as Babel has it.

    python docs/month_names.py            write it
    python docs/month_names.py --check    exit with 1 if it is not up to date

Of each language the names of the Gregorian months, wide and abbreviated, inside a date and alone, in lower case and without full stops.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel import Locale, localedata

FILE = Path(__file__).resolve().parent.parent / "src" / "newsclean" / "metadata" / "month_names.toml"
# Languages that news is written in, beside the six of `date_words.py`, and these six for names that they have only in CLDR.
LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk km kn ky lo lt lv mk ml mn mr ms my"
    " nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tk tr uk ur uz zu"
)
HEAD = "# Written by docs/month_names.py from Unicode CLDR (Unicode License v3): change that, not this. January first; names of one month stand between spaces.\n"
ALIASES = {"no": "nb"}


def names_of(language: str) -> list[str]:
    """Return the names of twelve months, those of one month in one text."""
    # Where a language has no names of its own for a context, Babel fills them into data that all languages share, and the next
    # language gets those of the one before it: each must begin with data read anew.
    localedata._cache.clear()
    months = Locale.parse(language).months
    rows = []
    for month in range(1, 13):
        names: dict[str, None] = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = months[context][width][month].casefold().strip(". ")
                if re.fullmatch(r"[^\W\d][^\s\d]*", name) and len(name) > 1:
                    names[name] = None
        rows.append(" ".join(names))
    return rows


def table() -> str:
    """Return the file as it should be."""
    parts = [HEAD]
    for language in sorted((*LANGUAGES.split(), *ALIASES)):
        rows = names_of(ALIASES.get(language, language))
        if any(rows):
            parts.append(f"\n[{language}]\nmonths = [" + ", ".join(f'"{row}"' for row in rows) + "]\n")
    return "".join(parts)


def main() -> int:
    """Write the table, or check it."""
    if "--check" in sys.argv[1:]:
        return int(FILE.read_text("utf-8") != table())
    FILE.write_text(table(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
