"""Datelines: the place, date and agency that open the body. They are read, never cut."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from newsclean.metadata.agencies import agency_in
from newsclean.patterns import lazy_pattern

_PLACE = r"\p{Lu}[\p{L}\p{M}.'’-]*(?:[ ](?:d[aeou]s?|del|la|am|an|der|upon|sur|en)(?=[ ]))?(?:[ ]\p{Lu}[\p{L}\p{M}.'’-]*){0,3}"
_REGION = r"(?:,[ ]\p{Lu}[\p{L}.]*(?:[ ]\p{Lu}[\p{L}.]*){0,2})?"
_DATE = r"(?:\p{L}{3,10}\.?[ ]\d{1,2}(?:,?[ ]\d{4})?|\d{1,2}\.?[ ](?:de[ ])?\p{L}{3,10}\.?(?:[ ](?:de[ ])?\d{4})?)"
_DASH = r"(?:\.?[ ]?(?:--|[-–—―])|\.-)"

# "KABUL, Sept 3 (Reuters) - Fighters ...", "NEW YORK (AP) — ...", "Madrid, 3 may (EFE).- ...", "SEOUL, Sept. 3, 2021 /PRNewswire/ -- ...".
_WITH_AGENCY = lazy_pattern(
    rf"""(?P<place>{_PLACE}{_REGION}(?:/{_PLACE})?)
         (?:,?[ ](?P<date>{_DATE}))?,?[ ]?
         (?:\((?P<agency>[^()\n]{{2,40}})\)|/(?P<wire>[\p{{L}}][\p{{L}} ]{{1,24}})/)
         [ ]?(?:{_DASH}|:|(?=[ ]?\p{{Lu}}))""",
    regex.VERBOSE,
)
# "(ANSA) - ROMA, 03 SET - ..."
_AGENCY_FIRST = lazy_pattern(rf"\((?P<agency>[^()\n]{{2,40}})\)[ ]?{_DASH}[ ](?P<place>{_PLACE})(?:,[ ](?P<date>{_DATE}))?[ ]?{_DASH}", regex.VERBOSE)
# "PARIS — ...", "TEHRAN- ...", "WASHINGTON, Jan. 5 – ...": without an agency the place must be in capitals, so
# that "Paris – the city of light" is no dateline.
_PLACE_ONLY = lazy_pattern(
    rf"(?P<place>\p{{Lu}}[\p{{Lu}}.'’-]+(?:[ ]\p{{Lu}}[\p{{Lu}}.'’-]*){{0,3}}{_REGION})(?:,[ ](?P<date>{_DATE}))?[ ]?(?:--|[-–—―])[ ](?=[\p{{Lu}}\"“„«‘'])", regex.VERBOSE
)
_AGENCY_NAME = lazy_pattern(r"\p{Lu}[\p{L}-]{1,20}(?:[ ]\p{Lu}[\p{L}-]{1,20}){0,2}")
# Japanese wire style, 【ソウル＝小池和樹】: the place, then the correspondent.
_LENTICULAR = lazy_pattern(r"【(?P<place>[^【】＝=\n]{1,12})[＝=](?P<who>[^【】\n]{1,20})】")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says. `end` is the offset behind it in the text that was read; `date` is text as written."""

    place: str
    date: str | None = None
    agency: str | None = None
    end: int = 0


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that a paragraph opens with, or None.

    Only the first 120 characters are read. A name in brackets behind a place counts only when it is a known
    agency, or when a day stands between: "PARIS (Texas) – ..." names no agency and is read as nothing.
    """
    head = text[:120].replace("\u00a0", " ")
    if not head or not (head[0].isupper() or head[0] in "(【"):
        return None
    for pattern in (_WITH_AGENCY, _AGENCY_FIRST) if "(" in head or "/" in head else ():
        found = pattern.match(head)
        if found is not None:
            groups = found.groupdict()
            agency = groups["agency"] or groups.get("wire") or ""
            known = agency_in(agency) or next((a for part in agency.split(",") if (a := agency_in(part))), None)
            # Behind a day and before a dash, any name in brackets is an agency's: "VELMORA, Nov 3 (Northwire) -".
            if known is None and found["date"] is not None and _AGENCY_NAME.fullmatch(agency):
                known = agency
            if known is not None:
                return Dateline(place=_place(found["place"]), date=found["date"], agency=known, end=found.end())
    found = _PLACE_ONLY.match(head) if not head[1:2].islower() else None  # "Paris said …" is not in capitals
    if found is not None and len(found["place"]) >= 4:
        return Dateline(place=_place(found["place"]), date=found["date"], end=found.end())
    found = _LENTICULAR.match(head) if head[0] == "【" else None
    return Dateline(place=found["place"], end=found.end()) if found is not None else None


def _place(text: str) -> str:
    return text.strip(" ,-–")
