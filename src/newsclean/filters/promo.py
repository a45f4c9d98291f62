"""`promo`: a publisher's advertisements for its apps, channels, podcasts, tip lines and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.model import Removal

# What a sentence beside a promo must speak of to go with it.
_TOPIC = regex.compile(
    r"""\b(?:apps?|podcasts?|episodes?|whatsapp|telegram|channels?|newsletters?|alerts?|notifications?|comments?|tips?|story|stories
        |email|e-mail|subscribe|follow|instagram|facebook|twitter|youtube|tiktok|full\ interview|reach\ out|updates?|coverage|feedback
        |kanal|hinweise?|meinung|redaktion|feed|applikation|chaîne|application|notification|canal|aplicaci[oó]n|aplicativo|canale|app)\b""",
    regex.VERBOSE,
)

# What "Download …", "Follow …", "Got …", "For more …" must offer, as the publisher's own or with an address beside it.
_OFFER = regex.compile(
    r"""\b(?:(?:us|our|this\ reporter|reporters?|newsdesk|news\ desk|newsroom|tips?|story|stories|témoignage|info|redaktion|rédaction|redacción|redação|redazione|feedback|kritik|noticia)\W.{0,90}@\w{1,40}
        |(?:schreiben\ sie|écrivez-nous|escríbenos|scriveteci|scrivici|écrire\ à\ la\ rédaction|sagen\ sie\ uns|ihre\ meinung)\b.{0,60}@\w{1,40}
        |our\ (?:[\w',&-]{1,20}\ ){0,3}(?:apps?|podcasts?|channels?|whatsapp|telegram|facebook|instagram|youtube|discord|community|forums?|newsdesk|news\ desk|newsroom|news\ team|reporters?|socials?)
        |(?:us|me)\ (?:[\w',&-]{1,20}\ ){0,3}(?:on|via|at)\ (?:social\ media|facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|pinterest|telegram|whatsapp|signal|google\ news|flipboard|[\w.-]{1,40}@)
        |on\ (?:(?:facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|pinterest|snapchat|telegram|whatsapp)(?:,\ |\ and\ |,\ and\ |\ or\ )){1,6}(?:facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|pinterest|snapchat|telegram|whatsapp|google)
        |(?:apple\ podcasts|spotify|google\ podcasts|amazon\ music)(?:\ ?,\ |\ and\ |,\ and\ |\ or\ )|(?:get|find|listen\ to)\ (?:your\ )?podcasts
        |whatsapp\ (?:community|channel|group)|follow\ (?:[\w'&.-]{1,20}\ ){1,6}on\ (?:facebook|instagram|twitter|x|tiktok|youtube|linkedin|threads|bluesky|telegram)|on\ the\ (?:[\w'-]{1,20}\ ){1,4}app
        |click\ here\ (?:to\ (?:follow|join|subscribe|download|get|listen)|for\ more)|ask\ our\ (?:reporters|experts|team)|what\ you\ think\ (?:below|by)
        |in\ (?:the|our|den)\ (?:comments?|kommentaren)|comments?\ (?:section|below)|(?:by|raised\ in)\ this\ (?:article|story).{0,80}\b(?:contact|in\ touch|tell|share)|podcast\ for\ more|(?:e?-?mail|contact|write\ to|reach\ out\ to|tell|send|message)\ (?:it\ to\ )?us\b.{0,80}@\w{1,40}|\b(?:tips?|story|stories|information)\b.{0,60}\b(?:e?-?mail|contact|write\ to|tell|send|message)\ (?:it\ to\ )?us
        |unsere[nmrs]?\ (?:\w{1,20}[ -]){0,2}(?:app|podcasts?|kanal|whatsapp-kanal|redaktion|community|reporter(?:in)?)|uns\ (?:auf|bei|unter|über)\ (?:facebook|instagram|twitter|x|tiktok|youtube|whatsapp|telegram|google)|uns\ (?:an|unter|per)
        |n(?:otre|os)\ (?:application|appli|chaîne|podcasts?|réseaux|compte|page)|nous\ sur
        |nuestr[oa]s?\ (?:app|aplicación|canal|podcasts?|redes|página)|noss[oa]s?\ (?:app|aplicativo|canal|grupo|podcasts?|redes|página)
        |nostr[oaie]\ (?:app|canale|podcasts?|pagina|gruppo|profilo))\b""",
    regex.VERBOSE,
)

# An appeal of the police or an authority is the story's: "Contact us at … if you saw the car".
_NEVER = regex.compile(
    r"\b(?:police|detectives|sheriff|investigators|crime\ ?stoppers|polizei\w{0,12}|kripo|gendarmerie|policía|polícia|polizia|carabinieri|ombudsman|bürgeramt|mairie)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promo:
    """Remove a publisher's advertisements for itself.

    Removes: promos for apps, messenger channels and podcasts, tip lines, requests for comments and opinions, "For more …
        coverage, visit …", "Follow … on Instagram and Twitter".
    Keeps: advice to install something, appeals of the police, quotations, reports about apps and podcasts.
    Options: `max_words`, the longest block removed as a whole, in whitespace-separated words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar = "promo"
    category: ClassVar = "promo"
    max_words: int = 70

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of promos in source order."""
        yield from find_prompts(draft, self, Manner(topic=_TOPIC, offer=_OFFER, max_words=self.max_words, never=_NEVER))
