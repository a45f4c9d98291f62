"""How to reach or follow an author: lines and sentences of contact, and whose they are."""

from __future__ import annotations

import regex

from newsclean.patterns import lazy_pattern

WORD = r"\p{Lu}[\p{L}\p{M}.'’-]*"
NAME = rf"(?-i:(?!(?:I|He|She|It|We|They|You|The|This|That|His|Her|My|Our|There|What|Who|Er|Sie|Es|Das|Der|Die|Il|Elle|Ella|Ele|Ela|Lui|Lei)\s)(?:(?:Dr|Prof|Sir|Dame|Rev)\.?\s+){{0,2}}{WORD}(?:\s+(?:(?:d[aeio]s?|del|della|van|von|der|den|la|le|al|bin|y|e)\s+){{0,2}}{WORD}){{0,4}})"
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_WHERE = rf"(?:{_EMAIL}|\(?@\w{{2,30}}|(?<!\p{{L}})(?:twitter|x|threads|bluesky|mastodon|instagram|facebook|linkedin|tiktok|signal)(?![\p{{L}}])|\d{{3}}[-. ]\d{{3}})"
CONTACT = lazy_pattern(
    rf"""[\s*•·▪_—–-]*(?:
        (?:staff\s+writer\s+|reporter\s+|columnist\s+|the\s+(?:writer|author|reporter)\s*)?(?P<reached>{NAME})?\s*(?:can|may)\s+(?:also\s+)?be\s+(?:reached|contacted|emailed|followed|found)\s+(?:at|on|by|via)\b[^.,]{{0,40}}?{_WHERE}
      | (?:contact|e-?mail|reach|call)\s+(?P<role>(?:the\s+)?(?:staff\s+)?(?:reporter|writer|columnist|author|editor|critic|correspondent)\s*)?(?P<contact>{NAME}|him|her|them|me)?,?\s*(?:(?:at|via|by)\s+(?:e-?mail\s*(?:at|:)?\s*)?|:\s*)[^.,]{{0,40}}?{_WHERE}
      | (?:you\s+can\s+)?(?:also\s+)?(?:follow|find|connect\s+with|tweet(?:\s+at)?|reach|e-?mail|contact)\s+(?P<follow>{NAME}|him|her|them|me|@\w{{2,30}})(?:'s\s+work)?(?:\s+(?:on|at|via)\s|\s*:\s*)(?:the\s+)?[^.,]{{0,40}}?{_WHERE}
      | (?:twitter|x|instagram|threads|e-?mail|kontakt|contact)\s*:\s*(?:@\w{{2,30}}|{_EMAIL})
      | (?:story\s+)?tips\s+can\s+be\s+sent\s+to\s.{{0,10}}{_EMAIL} | send\s+(?:story\s+)?tips\s+to\s.{{0,10}}{_EMAIL}
      | (?:seine|ihre|alle)\s+artikel\s+(?:des\s+autors\s+|der\s+autorin\s+)?finden\s+sie\s+hier
      | (?P<line>{NAME})\s*:\s*(?:[\d() -]{{7,16}}\s+or\s+)?{_EMAIL}
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
# What may follow an address in a contact line; "for tickets" may not.
PURPOSE = lazy_pattern(rf"{_EMAIL}\s+(?:for|to|if|with|or\s+call|by)\b", regex.IGNORECASE)
