"""`paywall_prompt`: notices that the rest is for subscribers, offers of subscriptions, and the log-in lines beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._manner import OURS
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.model import Block, Cue, Fact, Removal
from newsclean.patterns import lazy_pattern

# What a sentence beside a notice must speak of to go with it.
_TOPIC = lazy_pattern(
    r"""\b(?:subscri\w{1,9}|log\ in|sign\ in|account|unlimited|premium|access|free\ articles?|trial|membership
        |abo|abonn\w{1,8}|anmelden|weiterlesen|réservée?s?|connectez\w{0,5}|suscr\w{1,9}|sesión|assin\w{1,6}|abbon\w{1,6}|accedi)\b""",
    regex.VERBOSE,
)
# Cues that say: the text ends here, the rest is elsewhere. A mere offer ("Start your free trial") does not.
_CUT = lazy_pattern(
    r"""continue\ reading|keep\ reading|read\ the\ (?:rest|full)|to\ read$|read\ more|unlock|full\ article|rest\ of|remainder
        |(?:article|content|post|story)\ is\ (?:\w{1,10}\ ){0,2}(?:for|to)\ |reserved|your\ subscription|more\ of\ this\ content
        |weiterl|weiterzul|ganzen\ artikel|vollständigen\ artikel|für\ abonnent|exklusiv\ für|vorbehalten|passwort
        |la\ suite|à\ lire|à\ découvrir|(?:article|contenu)\ (?:est\ )?réservé|réservé\ aux|n'autorise\ pas|accéder
        |(?:seguir|continuar)\ leyendo|leer\ más|para\ suscriptores|(?:continuar|continuar\ a)\ l(?:endo|er)|para\ ler|para\ (?:assinantes|subscritores)
        |continua\w?\ a\ leggere|per\ leggere|agli\ abbonati|per\ gli\ abbonati|続き|有料記事です|会員限定です|会員限定記事""",
    regex.VERBOSE,
)

# What "Subscribe …", "To read …", "This article …" must speak of to be a notice.
_OFFER = lazy_pattern(
    r"""\b(?:(?:continue|keep)\ reading(?!\ (?!this|the\ (?:rest|full)|for|with|your|our|and))|(?:rest|remainder)\ of\ this\ (?:article|story|post|content|interview)|(?:read|access|view|get)\ (?:the|this|our)\ full\ (?:article|story)(?!\ of)|(?:unlock|get)\ full\ access
        |(?:this|our)\ (?:exclusive\ )?(?:article|story|post|content)\ (?:is\ )?(?:[\w-]{1,15}\ ){0,3}(?:subscribers|members)|unlimited\ (?:digital\ )?access|subscribe\ for\ full|(?:registered|paying|paid)\ (?:users|subscribers|members)|(?:register|subscribe)\ or\ (?:sign|log)\ in|(?:behind\ a|our)\ paywall|(?:a|your)\ free\ article
        |free\ (?:articles?|posts?|stories)\b.{0,60}\b(?:limit|month|left|remaining|days)|limit\ of\ (?:[\w()]{1,10}\ ){0,3}free\ (?:articles|posts|stories|content|views|reads)|subscription\ (?:plans|options)|(?:premium|subscriber-only)\ (?:article|story|content)|(?:subscribe|sign\ in|log\ in|register)\ (?:\w{1,10}\ ){0,3}to\ (?:keep|continue|read)|(?:be|become)\ a\ (?:paid\ )?subscriber\ to|unlimited\ articles|unlock\ (?:this|the|all)\ (?:article|story|post|content)
        |weiterlesen|weiterzulesen|(?:alle|ganzen|vollen|vollständigen)\ (?:inhalte|artikel|zugriff|zugang)
        |kostenpflichtig|plus-abo|digitalabo|mit\ (?:unserem|einem|dem)\ (?:\w{1,20}-?\ ?)?abo|lire\ la\ suite|(?:intégralité|tous|toutes)\ (?:de\ )?(?:nos|cet|les)\ (?:articles?|contenus)|la\ suite\ de\ (?:cet|l')|accès\ illimité|(?:seguir|continuar)\ leyendo|acceso\ ilimitado
        |continuar\ (?:a\ )?l(?:endo|er)|acesso\ ilimitado|continuare\ a\ leggere|leggere\ (?:tutto|l'articolo)|accesso\ illimitato)\b""",
    regex.VERBOSE,
)

# How a cut text speaks of itself. "The report is reserved for subscribers" may be a story about any report.
_NOTICE = lazy_pattern(
    r"""\b(?:this\ (?:\w{1,12}\ )?(?:article|story|content|post|piece|analysis|report|page)|(?:rest|remainder|full\ version)\ of\ this
        |diese[rnms]?\ (?:artikel|text|inhalt|beitrag)|cet\ article|ce\ contenu|la\ suite|est[ea]\ (?:contenido|artículo|nota|noticia|conteúdo|artigo|matéria|reportagem|texto)
        |quest(?:o\ |')(?:contenuto|articolo|testo))\b""",
    regex.VERBOSE,
)
# What only publishers sell.
_ACCESS = lazy_pattern(
    r"\b(?:digital (?:access|subscription)|unlimited (?:digital )?access|digital-?(?:abo|zugang)|abonnement numérique|suscripción digital|assinatura digital|abbonamento digitale)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaywallPrompt:
    """Remove notices that the rest of the article is for subscribers, and offers of subscriptions.

    Removes: "Subscribe to continue reading", "La suite est réservée aux abonnés", "Already a subscriber? Log in", and
        the buttons beside them. The first that says the article is cut off carries `Fact("access", "truncated")`,
        unless more than one long paragraph follows it.
    Keeps: reports about paywalls, subscribers and season tickets, and quotations of such notices.
    Options: `max_words`, the longest block removed as a whole, in whitespace-separated words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar = "paywall_prompt"
    category: ClassVar = "paywall_prompt"
    max_words: int = 70

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of notices and offers in source order."""
        told = False
        cutting: list[int] | None = None
        for removal in find_prompts(draft, self, _manner(self.max_words)):
            if cutting is None:
                cutting = [cue.start for cue in draft.cues_of(self.category, "line", "within") if _CUT.search(cue.phrase.lower())]
            if not told and any(removal.span.start <= at < removal.span.end for at in cutting) and _ends_here(draft, removal):
                told = True
                yield replace(removal, facts=(Fact("access", "truncated"),))
            else:
                yield removal


@cache
def _manner(max_words: int) -> Manner:
    return Manner(topic=_TOPIC, offer=_OFFER, max_words=max_words, notice=_NOTICE, accepts=_is_ours, company=True)


def _ends_here(draft: Draft, removal: Removal) -> bool:
    """Return whether at most one long paragraph follows: a notice in the midst of a text that goes on cut nothing."""
    follows = 0
    for block in reversed(draft.blocks):
        if block.end <= removal.span.end:
            break
        follows += block.prose and block.words >= 25
        if follows > 1:
            return False
    return True


def _is_ours(draft: Draft, block: Block, cue: Cue) -> bool:
    """Return whether signs that gather speak of this text or as the publisher: any club has subscribers and an entrance."""
    if cue.role in ("line", "within"):
        return True
    fold, start, end = draft.fold, block.start, min(block.end, cue.end + 600)
    if _ACCESS.search(fold, start, end):
        return True
    return OURS.search(fold, start, end) is not None or _NOTICE.search(fold, start, end) is not None or _OFFER.search(fold, start, end) is not None
