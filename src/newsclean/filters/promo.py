"""`promo`: a publisher's advertisements for its apps, channels, podcasts, tip lines and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._manner import OURS
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.model import Block, Cue, Removal
from newsclean.patterns import lazy_pattern

# What a sentence beside a promo must speak of to go with it.
_TOPIC = lazy_pattern(
    r"""\b(?:apps?|podcasts?|episodes?|whatsapp|telegram|channels?|newsletters?|alerts?|notifications?|comments?|tips?|story|stories
        |email|e-mail|subscribe|follow|instagram|facebook|twitter|youtube|tiktok|full\ interview|reach\ out|updates?|coverage|feedback
        |kanal|hinweise?|meinung|redaktion|feed|applikation|chaîne|application|notification|canal|aplicaci[oó]n|aplicativo|canale|app)\b""",
    regex.VERBOSE,
)

# What "Download …", "Follow …", "Got …", "For more …" must offer, as the publisher's own or with an address beside it.
_OFFER = lazy_pattern(
    r"""\b(?:(?:us|our|this\ reporter|reporters?|newsdesk|news\ desk|newsroom|tips?|story|stories|témoignage|info|redaktion|rédaction|redacción|redação|redazione|feedback|kritik|noticia)\W.{0,90}@\w{1,40}
        |(?:schreiben\ sie|écrivez-nous|escríbenos|scriveteci|scrivici|écrire\ à\ la\ rédaction|sagen\ sie\ uns|ihre\ meinung)\b.{0,60}@\w{1,40}
        |our\ (?:[\w',&-]{1,20}\ ){0,3}(?:apps?|podcasts?|channels?|whatsapp|telegram|facebook|instagram|youtube|discord|community|forums?|newsdesk|news\ desk|newsroom|news\ team|reporters?|socials?)
        |(?:us|me)\ (?:[\w',&-]{1,20}\ ){0,3}(?:on|via|at)\ (?:social\ media|facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|pinterest|telegram|whatsapp|signal|google\ news|flipboard|[\w.-]{1,40}@)
        |on\ (?:(?:facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|pinterest|snapchat|telegram|whatsapp)(?:,\ |\ and\ |,\ and\ |\ or\ )){1,6}(?:facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|pinterest|snapchat|telegram|whatsapp|google)
        |(?:apple\ podcasts|spotify|google\ podcasts|amazon\ music)(?:\ ?,\ |\ and\ |,\ and\ |\ or\ )|(?:get|find|listen\ to)\ (?:your\ )?podcasts
        |whatsapp\ (?:community|channel|group)|follow\ (?:[\w'&.-]{1,20}\ ){1,6}on\ (?:facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|telegram)|on\ the\ (?:[\w'-]{1,20}\ ){1,4}app
        |click\ here\ (?:to\ (?:follow|join|subscribe|download|listen|get\ (?:our|the))|for\ more)|ask\ our\ (?:reporters|experts|team)|what\ you\ think\ (?:below|by)
        |in\ (?:the|our|den)\ (?:comments?|kommentaren)|comments?\ (?:section|below)|(?:by|raised\ in)\ this\ (?:article|story).{0,80}\b(?:contact|in\ touch|tell|share)|podcast\ for\ more|(?:e?-?mail|contact|write\ to|reach\ out\ to|tell|send|message)\ (?:it\ to\ )?us\b.{0,80}@\w{1,40}|\b(?:tips?|story|stories|information)\b.{0,60}\b(?:e?-?mail|contact|write\ to|tell|send|message)\ (?:it\ to\ )?us
        |unsere[nmrs]?\ (?:\w{1,20}[ -]){0,2}(?:app|podcasts?|kanal|whatsapp-kanal|redaktion|community|reporter(?:in)?)|uns\ (?:auf|bei|unter|über)\ (?:facebook|instagram|twitter|x|tiktok|youtube|whatsapp|telegram|google)|uns\ (?:an|unter|per)
        |n(?:otre|os)\ (?:application|appli|chaîne|podcasts?|réseaux|compte|page)|nous\ sur
        |nuestr[oa]s?\ (?:app|aplicación|canal|podcasts?|redes|página)|noss[oa]s?\ (?:app|aplicativo|canal|grupo|podcasts?|redes|página)
        |nostr[oaie]\ (?:app|canale|podcasts?|pagina|gruppo|profilo))\b""",
    regex.VERBOSE,
)

# An appeal of the police or an authority is the story's: "Contact us at … if you saw the car".
_NEVER = lazy_pattern(
    r"\b(?:police|detectives|sheriff|investigators|crime\ ?stoppers|polizei\w{0,12}|kripo|gendarmerie|policía|polícia|polizia|carabinieri|ombudsman|bürgeramt|mairie|zoll\w{0,12}|feuerwehr|pompiers|bomberos|bombeiros|vigili|guardia|fire department|coast ?guard)\b"
)
# "Follow us …" is a promo where a network or a channel follows: "Síguenos en Galicia" heads a travel story.
_FOLLOWS = lazy_pattern(r"(?:follow us|like us|folgen sie uns|folge uns|folgt uns|s[ií]guenos|seguinos|síganos|suivez-nous|retrouvez-nous|siga-nos|seguici)\b")
_CHANNEL = lazy_pattern(
    r"""(?:\b(?:facebook|instagram|twitter|x|whatsapp|telegram|youtube|tiktok|linkedin|bluesky|threads|google|spotify|pinterest|flipboard|mastodon|snapchat|app|news|newsletter
        |soci[ae]\w{1,3}|redes|réseaux|kanal|kanäle\w?|canal|canale|chaîne|page|página|pagina|seite|media|medien|media)\b|(?<!\S)@\w)""",
    regex.VERBOSE,
)
# How a desk is reached, and what it is told there. Anybody's service desk is reached the same way: "Unsure how? Email us at …".
_REACHES = lazy_pattern(
    r"""\b(?:(?:e-?mail(?:ing)?|contact|write\ to|message|text|call|tell|reach\ out\ to)\ us|drop\ us|contact\ the|get\ in\ touch|send\ (?:us|it\ to\ us|an\ e?-?mail)
        |(?:schreib(?:en\ sie|t)?|mailen\ sie|kontaktieren\ sie|schicken\ sie|senden\ sie|wenden\ sie\ sich)\ (?:\w{1,10}\ )?(?:uns|an)|(?:écrivez|contactez|envoyez)-nous
        |(?:escríb[ea]|contácta|escribi)(?:nos)|escríbanos|escrivici|scriv(?:ici|eteci)|contatt(?:aci|ateci)|(?:escreva|envie|mande)(?:-nos|\ para))\b""",
    regex.VERBOSE,
)
_TOLD = lazy_pattern(
    r"""\b(?:stor(?:y|ies)|news|feedback|coverage|newsrooms?|newsdesk|news\ ?desk|reporters?|journalists?|editors?|editorial|letters?|comments?|correction\w?|mistakes?|error\w?|typos?|inaccura\w{1,5}
        |thoughts?|views?|opinions?|photos?|pictures?|videos?|podcasts?|episodes?|articles?|column\w{0,4}|newsletters?|suggest\w{0,4}|ideas?
        |redaktion\w{0,2}|meinung\w{0,2}|leserbrief\w?|kritik|artikel\w?|beitrag\w?|beiträge\w?|thema|themen\w{0,10}|fehler\w?|geschichte\w?|fotos?|reporter\w{0,4}
        |rédaction|témoign\w{1,5}|articles?|avis|erreurs?|histoires?|journalistes?|sujets?|redacción|historias?|noticias?|artículos?|errore?s?|comentarios?|sugerencias?|periodistas?
        |redação|pautas?|notícias?|reportage(?:m|ns)|suges\w{1,5}|erros?|matérias?|comentários?|redazione|notizi[ae]|articol[oi]|segnalazion[ei]|errori|storia|storie|comment[oi])\b
        |\b(?:news|tips|editor|letters|feedback|redaktion|leserbriefe?|redaction|redaccion|redazione|redacao)@""",
    regex.VERBOSE,
)
# "Eight episodes, wherever you get your podcasts" tells where a programme is heard.
_ANYWHERE = lazy_pattern(r"(?:wherever you|or(?: on)? your fav|on your fav)")
_HEAR = lazy_pattern(r"\b(?:listen|subscribe|follow|download|tune in|like and|share)\b")
_MESSENGER = lazy_pattern(r"\b(?:facebook|instagram|twitter|whatsapp|telegram|signal|youtube|tiktok)\b")
_TIPS = lazy_pattern(r"\b(?:tips?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promo:
    """Remove a publisher's advertisements for itself.

    Removes: promos for apps, messenger channels and podcasts, tip lines, requests for comments and opinions, "For more …
        coverage, visit …", "Follow … on Instagram and Twitter".
    Keeps: advice to install something, appeals of the police, addresses of services, quotations, reports about apps and
        podcasts.
    Options: `max_words`, the longest block removed as a whole, in whitespace-separated words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar = "promo"
    category: ClassVar = "promo"
    max_words: int = 70

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of promos in source order."""
        yield from find_prompts(draft, self, _manner(self.max_words))


@cache
def _manner(max_words: int) -> Manner:
    return Manner(topic=_TOPIC, offer=_OFFER, max_words=max_words, never=_NEVER, accepts=_is_own, company=True)


def _is_own(draft: Draft, block: Block, cue: Cue) -> bool:
    """Return whether a cue leads to a channel or a desk of the publisher, as far as its neighbourhood tells."""
    fold = draft.fold
    if _FOLLOWS.match(fold, cue.start, block.end):
        return _CHANNEL.search(fold, cue.start, min(block.end, cue.end + 90)) is not None
    if cue.role == "line":
        return True
    start, end = max(block.start, cue.start - 300), min(block.end, cue.end + 300)
    if cue.role == "within" and _ANYWHERE.match(cue.phrase.lower()):
        return _HEAR.search(fold, start, end) is not None or OURS.search(fold, start, end) is not None
    if not _REACHES.search(fold, start, end) or _TOLD.search(fold, start, end):
        return True
    if not _TIPS.search(fold, start, end):
        return _MESSENGER.search(fold, start, end) is not None or _beside_promo(draft, block)
    above = draft.blocks[max(block.index - 3, 0)]
    return _NEVER.search(fold, above.start, block.start) is None


def _beside_promo(draft: Draft, block: Block) -> bool:
    """Return whether the block above or below holds a promo that is no address: "Listen to … on Spotify"."""
    for at in (block.index - 1, block.index + 1):
        if 0 <= at < len(draft.blocks):
            for cue in draft.cues(draft.blocks[at]):
                if cue.category == "promo" and cue.role in ("line", "within") and not _REACHES.search(cue.phrase.lower()):
                    return True
    return False
