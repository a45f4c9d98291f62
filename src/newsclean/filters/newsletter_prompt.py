"""`newsletter_prompt`: invitations to sign up for a newsletter, and the whole form around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.model import Block, Cue, Removal
from newsclean.patterns import lazy_pattern

# What a sentence beside a sign-up line must speak of to go with it.
_TOPIC = lazy_pattern(
    r"""\b(?:e?-?newsletters?|inbox|mailing\ list|sign(?:ed|ing)?[ -]?up|(?:un)?subscri\w{1,9}|emails?|e-mails?|spam|terms|privacy
        |postfach|abonn\w{1,8}|abmeld\w{1,6}|anmeld\w{1,6}|datenschutz\w{0,10}
        |infolettres?|bo[iî]te\ mail|inscri\w{1,9}|désinscri\w{1,6}
        |bolet[ií]n(?:es)?|correo|suscr[ií]\w{1,9}|boletim|inscreva\w{0,3}|iscri\w{1,8})\b""",
    regex.VERBOSE,
)

# What "Sign up …", "Get …", "Subscribe …" must offer. "Sign up for emergency alerts" is a service of the county.
_OFFER = lazy_pattern(
    r"""\b(?:e?-?newsletters?|mailing\ list|(?:your|their)\ (?:e?-?mail\ )?in(?:box)(?:es)?|email\ briefing|(?:morning|evening|daily|weekly|news)\ (?:briefing|email|e-mail)|(?:sign\ up|subscribe)\ here|to\ your\ (?:phone|device)|(?:our|the)\ (?:[\w',&-]{1,20}\ ){0,4}(?:e-?mails?|updates?|briefing|digest)
        |(?:daily|weekly|monthly|free|regular|curated)\ (?:[\w',&-]{1,20}\ ){0,2}(?:emails?|updates?|briefing|digest|recap|rundown|round-?up|dispatch|bulletin)
        |(?:stay|keep)\ in\ the\ (?:know|loop)|(?:stay|keep)\ (?:up[ -]to[ -]date|updated|informed)\b.{0,60}\b(?:news\w{0,7}|stories|headlines|emails?|notifications)|(?:the|our)\ latest\ (?:news|posts|stories|updates|headlines)
        |newslettern?|keine\ nachricht|(?:ihr|dein)\ (?:e-mail-)?postfach|per\ e-mail
        |infolettres?|bo[iî]te\ (?:mail|e-mail|aux\ lettres|de\ réception)|par\ e?-?mail
        |bolet[ií]n(?:es)?|tu\ correo|tu\ e?-?mail|tu\ bandeja|boletim|(?:seu|teu)\ e?-?mail|caixa\ de\ entrada|tua\ (?:casella|e?-?mail))\b""",
    regex.VERBOSE,
)

# "Subscribe to the magazine", "Sign up for breaking news!", and the half sentences before a form: "Sign up to receive our".
# "Sign up for emergency alerts" as a subhead of advice has nothing of these behind it.
_TERSE = lazy_pattern(
    r"""(?:sign\ up|subscribe)\ (?:to|for)\ (?:(?:the\ )?(?:magazine|news|breaking|our|home\ delivery|latest|free)\b[^.?"]{0,60}|[^.?"]{1,60}!|the|receive\ our\b[^.?"]{0,40})
        |(?:sign\ up|subscribe)\ (?:to|for)\ [^.?"]{1,50}\ for\ (?:top|the\ latest|breaking|daily|weekly)\b[^.?"]{1,60}
        |(?:sign\ up|subscribe)\ (?:now|today|below|here)\b[^.?"]{0,40}""",
    regex.VERBOSE,
)
# What comes by mail must be the publisher's: "Ricevi la password nella tua casella di posta" is anybody's service.
_MAIL = lazy_pattern(r"\b(?:inbox(?:es)?|phone|correo|tu mail|(?:seu|em) e?-?mail|casella|boîte|postfach|bandeja|caixa|mailbox)\b")
_OURS = lazy_pattern(
    r"""\b(?:\w{0,20}newsletter\w{0,2}|enewsletters?|\w{0,12}briefing\w{0,2}|news|newsmail|stor(?:y|ies)|headlines?|updates?|alerts?|digest|rundown|dispatch|round-?up|recap|bulletins?|mailing\ list|e-?mail\ list|subscri\w{1,8}
        |coverage|insights?|deals|stories|articles?|posts?|podcasts?|blog|columns?|journalism|magazine|(?:daily|weekly|morning|evening|free|our)\ e-?mails?|unsubscribe
        |\w{0,12}nachrichten\w{0,10}|meldung\w{0,2}|artikel\w?|abonn\w{1,8}|infolettres?|actualités?|actus?|infos?|articles|abonne\w{0,3}|abonnez-vous
        |bolet[ií]n(?:es)?|noticias?|titulares|actualidad|suscr[ií]\w{1,9}|suscribite|boletim|boletins|notícias?|manchetes|subscrev\w{1,5}|assine|notizi[ae]|aggiornamenti)\b""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterPrompt:
    """Remove invitations to sign up for a newsletter.

    Removes: "Sign up for our newsletter", "Get … delivered to your inbox", the form around it (mail field, button, terms,
        "Thanks for signing up!"), and a bracket or sentence of that kind inside a block of the story.
    Keeps: quotations and reports about newsletters, advice on mail, and the words of buttons where no form stands.
    Options: `max_words`, the longest block removed as a whole, in whitespace-separated words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar = "newsletter_prompt"
    category: ClassVar = "newsletter_prompt"
    max_words: int = 80

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of sign-up prompts in source order."""
        yield from find_prompts(draft, self, _manner(self.max_words))


@cache
def _manner(max_words: int) -> Manner:
    return Manner(topic=_TOPIC, offer=_OFFER, max_words=max_words, terse=_TERSE, accepts=_sends_news, company=True)


def _sends_news(draft: Draft, block: Block, cue: Cue) -> bool:
    """Return whether what a block offers is news: a cue of mail boxes and of signing up alone says nothing about that."""
    if cue.role == "line" or (cue.role == "within" and not _MAIL.search(cue.phrase.lower())):
        return True
    return _OURS.search(draft.fold, max(block.start, cue.start - 400), min(block.end, cue.end + 400)) is not None
