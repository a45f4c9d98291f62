"""The words of dates: months and weekdays in six languages, time zones, and who writes the day first."""

from __future__ import annotations

import unicodedata

# Names of months and weekdays from Unicode CLDR (wide, abbreviated, and stand-alone where they
# differ), without full stops, and the habits of newsrooms beside them (AP's "Sept", "Setembro" in
# capitals). Accents are optional: capitals are often set without them ("FEVRIER", "MARZ").
_MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    "pt": (
        "janeiro jan",
        "fevereiro fev",
        "março mar",
        "abril abr",
        "maio mai",
        "junho jun",
        "julho jul",
        "agosto ago",
        "setembro set",
        "outubro out",
        "novembro nov",
        "dezembro dez",
    ),
    "es": (
        "enero ene",
        "febrero feb",
        "marzo mar",
        "abril abr",
        "mayo may",
        "junio jun",
        "julio jul",
        "agosto ago",
        "septiembre setiembre sept sep set",
        "octubre oct",
        "noviembre nov",
        "diciembre dic",
    ),
    "fr": (
        "janvier janv",
        "février févr fév",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août",
        "septembre sept",
        "octobre oct",
        "novembre nov",
        "décembre déc",
    ),
    "de": (
        "januar jänner jan",
        "februar feber feb",
        "märz mär mrz maerz",
        "april apr",
        "mai",
        "juni jun",
        "juli jul",
        "august aug",
        "september sept sep",
        "oktober okt",
        "november nov",
        "dezember dez",
    ),
    "it": (
        "gennaio gen",
        "febbraio feb",
        "marzo mar",
        "aprile apr",
        "maggio mag",
        "giugno giu",
        "luglio lug",
        "agosto ago",
        "settembre set sett",
        "ottobre ott",
        "novembre nov",
        "dicembre dic",
    ),
}
_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": (
        "monday mon",
        "tuesday tues tue",
        "wednesday wed",
        "thursday thurs thur thu",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ),
    "pt": (
        "segunda-feira segunda seg",
        "terça-feira terça ter",
        "quarta-feira quarta qua",
        "quinta-feira quinta qui",
        "sexta-feira sexta sex",
        "sábado sáb",
        "domingo dom",
    ),
    "es": (
        "lunes lun",
        "martes mar",
        "miércoles mié",
        "jueves jue",
        "viernes vie",
        "sábado sáb",
        "domingo dom",
    ),
    "fr": (
        "lundi lun",
        "mardi mar",
        "mercredi mer",
        "jeudi jeu",
        "vendredi ven",
        "samedi sam",
        "dimanche dim",
    ),
    "de": (
        "montag mo",
        "dienstag di",
        "mittwoch mi",
        "donnerstag do",
        "freitag fr",
        "samstag sonnabend sa",
        "sonntag so",
    ),
    "it": (
        "lunedì lun",
        "martedì mar",
        "mercoledì mer",
        "giovedì gio",
        "venerdì ven",
        "sabato sab",
        "domenica dom",
    ),
}

# Languages that write the day before the month whenever both are numbers. English is not one: the
# same page text may be British or American.
_DAY_FIRST = "bg ca cs da de el es et fi fr gl hr id is it lv nb nl no pl pt ro ru sk sl sr tr uk vi"
DAY_FIRST = frozenset(_DAY_FIRST.split())

# Hours from UTC. Where an abbreviation has two meanings, the one that news stamps use: IST is
# India's, BST British, CST North American.
ZONES: dict[str, float] = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "mez": 1,
    "wat": 1,
    "cest": 2,
    "mesz": 2,
    "sast": 2,
    "cat": 2,
    "eet": 2,
    "eest": 3,
    "eat": 3,
    "msk": 3,
    "gst": 4,
    "pkt": 5,
    "ist": 5.5,
    "ict": 7,
    "wib": 7,
    "hkt": 8,
    "sgt": 8,
    "awst": 8,
    "jst": 9,
    "kst": 9,
    "acst": 9.5,
    "aest": 10,
    "acdt": 10.5,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "nst": -3.5,
    "brt": -3,
    "art": -3,
    "ast": -4,
    "adt": -3,
    "edt": -4,
    "est": -5,
    "cdt": -5,
    "cst": -6,
    "mdt": -6,
    "mst": -7,
    "pdt": -7,
    "pst": -8,
    "akst": -9,
    "hst": -10,
}
# Zones named without saying whether summer time holds: (hours in winter, whose summer time).
SEASONAL: dict[str, tuple[float, str]] = {
    "et": (-5, "us"),
    "eastern": (-5, "us"),
    "ct": (-6, "us"),
    "central": (-6, "us"),
    "mt": (-7, "us"),
    "mountain": (-7, "us"),
    "pt": (-8, "us"),
    "pacific": (-8, "us"),
    "uk": (0, "eu"),
}


def _plain(word: str) -> str:
    """Fold case and take the accents off."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _index(table: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Map every name, with and without accents, to its place in the row; a name never has two."""
    index: dict[str, int] = {}
    for row in table.values():
        for place, names in enumerate(row):
            for name in names.split():
                index[name] = index[_plain(name)] = place
    return index


MONTH_OF = {name: place + 1 for name, place in _index(_MONTHS).items()}
WEEKDAY_OF = _index(_WEEKDAYS)
