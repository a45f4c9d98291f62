"""Whose words a sentence is: what somebody says, writes or is told belongs to the story, whatever cue stands in it."""

from __future__ import annotations

import regex

from newsclean.draft import Draft
from newsclean.model import Block, Cue, Span
from newsclean.patterns import lazy_pattern

# How far from a phrase a quotation mark or a speaker is looked for, in characters: a bound on the work in an article that is one block.
_REACH = 1200
# A verb of telling further away from a cue belongs to something else.
_TOLD_REACH = 300

# Verbs that tell, wherever they stand in the sentence. None of them is what a page says of itself: "found" and "reads"
# are ("not found", "what readers read"), so they need a subject and a comma below.
_TELLS = lazy_pattern(
    r"""\b(?:said|says|saying|told|tells|wrote|writes|urged|urges|(?<!be\ )asked|argued|argues|ruled|testified|advis(?:es|ed)|warn(?:s|ed)|recommends?|stated|begged|joked|quipped
        |insisted|explained|replied|admitted|(?:used|liked|likes)\ to\ (?:say|write)|according\ to|in\ the\ words\ of
        |(?:it|sign|notice|message|card|note|poster|letter|screen|label|line|phrase|plaque|form|law|page)\ (?:reads?|goes|ran|said|will\ (?:say|read))
        |(?:she|he|they|judges?|court|jury|tribunal)\ (?:found|held|finds)
        |sagte[nt]?|sagt|schrieb(?:en)?|schreibt|erklärte[nt]?|teilte[nt]?|laut|entschied|warnt(?:e[nt]?)?|rät|raten|riet|heißt\ es|hieß\ es|bat|betont(?:e[nt]?)?|hieß|kritisiert(?:e[nt]?)?
        |(?:a|ont|avait)\ (?:dit|déclaré|jugé|indiqué|précisé|écrit|annoncé|expliqué|rappelé|prévenu|affirmé|estimé|assuré|répondu|raconté)|selon|d'après|(?:dit|disait)-(?:elle|il|on)|a-t-(?:elle|il|on)|explique(?:nt)?|précise(?:nt)?|conseille(?:nt)?|peut-on\ lire|proclame
        |dijo|dijeron|dice[n]?|decía[n]?|pidió|informó|señal[aó]|falló|según|explic[aó]|recomienda(?:n)?|afirm[aó]|asegur[aó]|advirtió|advierten?|alertó|se\ leía|se\ lee|rezaba|insiste
        |disse(?:ram)?|diz(?:em)?|dizia[m]?|pediu|informou|decidiu|afirm(?:a|ou)|segundo|recomenda(?:m)?|explicou|alertou|ressalta|lia-se|lê-se
        |h(?:a|anno)\ (?:detto|spiegato|stabilito|comunicato|scritto|dichiarato|chiesto|annunciato|ricordato|avvertito|deciso|chiarito)|diceva|secondo|spiega(?:no)?|consiglia(?:no)?|c'era\ scritto|si\ legge(?:va)?|recita(?:va)?
        |(?:say|reads|sagen|(?<!das\ )heißt|disons|disent|decimos|dizemos|diciamo|dicono)(?=:)
        |zei|zegt|aldus|schreef|säger|enligt|powiedział\w{0,2}|według)\b""",
    regex.VERBOSE,
)
# Verbs that tell only behind a comma or a closing quotation mark, where the speaker follows: "…, rappelle la Ligue",
# "…, ha stabilito il Tar", "…, pede a prefeitura". Elsewhere they are nouns, imperatives or what the page itself does.
_INVERTED = lazy_pattern(
    r"""(?:,"?|"|\ -)\ (?!\p{L}{1,14}\ (?:we|you|that|hello|wir|uns|ihnen|nous|vous|que|qu'|à|al|com|con|che|noi|nos|tu|tus|nuestr\w{1,3}|noss\w{1,2})\b)(?:
        (?:say|reads?|add(?:s|ed)|explain(?:s|ed)|note[sd]|remember(?:s|ed)|recall(?:s|ed)|promise[sd]?|announce[sd]|claim(?:s|ed)|insist(?:s|ed)|repl(?:y|ies|ied)|suggest(?:s|ed)?|begs?)\ (?!(?:to|the\ article|more)\b)\w
        |(?:went|goes|runs|ran)\ (?:the|a|an|one)\b
        |so\ (?:der|die|das|ein|eine)\b|steht\ (?:auf|in|im|an|am)\b|stand\ (?:auf|in|im|an|am)\b|heißt\ es|findet\ (?:der|die|das|ein|eine)\b
        |(?:meint|meinte[nt]?|fordert(?:e[nt]?)?|mahnt(?:e[nt]?)?|rechnet|lautet(?:e)?|empfiehlt|empfahl(?:en)?|erklärt|berichtet(?:e[nt]?)?|ergänzt(?:e[nt]?)?|verspricht|versprach(?:en)?|ruft|rief(?:en)?|bittet|bitten|baten|klagt(?:e[nt]?)?|erzählt(?:e[nt]?)?)\ \p{L}
        |(?:dit|disent|rappelle(?:nt)?|demande(?:nt)?|répète(?:nt)?|propose(?:nt)?|prévien(?:t|nent)|implore(?:nt)?|affirme(?:nt)?|assure(?:nt)?|souligne(?:nt)?|estime(?:nt)?|note\ (?:le|la|les|un|une)|indique(?:nt)?|avertit|avertissent|raconte(?:nt)?|ajoute(?:nt)?|promet(?:tent)?|réclame(?:nt)?|martèle(?:nt)?|lui\ a|leur\ a|résume(?:nt)?|annonce(?:nt)?|lance(?:nt)?|écrit|écrivent|répond(?:ent)?|alerte(?:nt)?)\ \p{L}
        |(?:recuerdan?|pide[n]?|repite[n]?|alertan?|previene[n]?|reclaman?|subray[aó]n?|destac[aó]n?|añad[eí][oó]?n?|advirtieron|coment[aó]n?|indic[aó]n?|apunt[aó]n?|cuentan?|escrib(?:e|en|ió)|respond(?:e|en|ió)|promete[n]?|record(?:ó|aron)|anunci[aó]n?|avis[aó]n?)\ \p{L}
        |(?:pede[m]?|lembr(?:a|am|ou|aram)|aleg(?:a|ou)|suger(?:e|em|iu)|alert(?:a|am|aram)|avis(?:a|am|ou)|resum(?:e|iu)|expli(?:ca|cam|caram)|acrescent(?:a|ou)|escrev(?:e|eu)|cont(?:a|ou)|respond(?:e|eu)|promet(?:e|eu)|anunci(?:a|ou)|adverte[m]?|advertiu|orienta[m]?|orientou)\ \p{L}
        |(?:dice|dicono|disse|avverte|avvertono|chied(?:e|ono)|ricord(?:a|ano|ò)|scriv(?:e|ono)|scrisse|aggiung(?:e|ono)|sottoline(?:a|ano|ò)|assicura(?:no)?|racconta(?:no)?|promett(?:e|ono)|annuncia(?:no)?|rispond(?:e|ono)|ripet(?:e|ono)|fa\ sapere)\ \p{L}
        )
      |,\ (?:[\p{L}'’-]{1,20}\ ){1,4}(?:say|found|held|warn|promises?)\b
      |,\ (?:the|an?|one|his|her|its)\ (?:[\p{L}'’-]{1,20}\ ){1,3}(?:reads?)\b
      |\b(?:was|were|been)\ (?:all\ )?(?:told|asked|informed|greeted|met)\b
      |\b(?:read|reads)\ (?:the|a|an|one|his|her|their)\ (?:sign|note|notice|message|card|letter|banner|poster|leaflet)""",
    regex.VERBOSE,
)
# A turn of an interview: "A: Subscribe to our channel, that helps."
_ANSWER = lazy_pattern(r"(?:q|a|question|answer|frage|antwort|pergunta|resposta|pregunta|respuesta|domanda|risposta|r|p)\ ?[:.]\ ")
# What names the words that follow: "The phrase we use cookies …", "mit dem Satz, diese Website …".
_NAMED = lazy_pattern(
    r"""\b(?:words?|phrase|phrases|messages?|sentence|line|lines|slogan|notice|warning|button|called|titled|marked|entitled
        |satz|sätze|worte?n?|meldung|hinweis|spruch|aufschrift|knopf
        |mots|message|mention|bandeau|frase|mensaje|aviso|lema|palabras|mensagem|palavras|botão|messaggio|scritta|parole|dicitura
        |(?:lee|leen|lê|leem|legge|leggono|liest|lit|lisent|reads?)\ (?:que|che|dass|that)|(?:disent|dicen|dizem|dicono)\ (?:que|che))\W{0,3}$""",
    regex.VERBOSE,
)
# What makes the words before it the subject of a sentence: "Your session has expired was all that they could see".
_PREDICATE = lazy_pattern(
    r"""\W{0,3}(?:is|was|were|has\ become|became|had|used\ to|meant|means|ist|war|wurde|steht|stand|hieß|lautet|est|était|fut|es\ (?:la|el|una?)|era|fue|foi|é\ (?:a|o|uma?)|è\ (?:la|il|una?)|fu)\b""",
    regex.VERBOSE,
)

# The same, where "is" and "was" may also go on with a notice ("Copying without permission is prohibited"): "Comments are
# closed is what readers will see", "© 1924 was stamped on the sheet".
_SUBJECT = lazy_pattern(
    r"""["'»]{0,2}\s?(?:
        (?:is|was|are|were|has\ been|had\ been|became|remains)\ (?:now\ )?(?:a|an|the|what|how|all|stamped|printed|written|painted|carved|one|only)\b
        | (?:ist|war|stand|steht|lautet|hieß)\ (?:der|die|das|ein|eine|auf|in|dort|da)\b
        | (?:est|était|fut)\ (?:le|la|un|une|ce|écrit|gravé)\b | (?:es|era|fue)\ (?:el|la|un|una|lo)\b | (?:é|era|foi)\ (?:o|a|um|uma)\b | (?:è|era|fu)\ (?:il|la|un|una|lo)\b )""",
    regex.VERBOSE,
)


def reported(draft: Draft, start: int, end: int) -> bool:
    """Return whether a part of a document, a sentence as a rule, tells what somebody says, writes or is told.

    Verbs of telling in six languages show it, those of both orders: "the ministry said", "…, rappelle la Ligue".
    """
    return _TELLS.search(draft.fold, start, end) is not None or _INVERTED.search(draft.fold, start, end) is not None


def quoted(draft: Draft, block: Block, pos: int) -> bool:
    """Return whether an offset lies in a quotation: the nearest quotation mark before it opens one.

    Quotations that run over paragraphs open each of them; a mark's neighbours tell an opening from a closing one. A
    block that is a turn of an interview ("A: …") is a quotation as a whole.
    """
    text = draft.document.mended
    if _ANSWER.match(draft.fold, block.start):
        return True
    for i in range(pos - 1, max(block.start, pos - _REACH) - 1, -1):
        char = text[i]
        if char not in '"“”„«»「」‘':
            continue
        before = text[i - 1] if i > block.start else " "
        after = text[i + 1] if i + 1 < block.end else " "
        if char == "‘":
            return text.find("’ ", i, pos) < 0
        if char in "「」":
            return char == "「"
        if char in "«»":
            return (char == "«" and (before.isspace() or before in "(—–")) or (char == "»" and before.isspace() and not after.isspace())
        return char == "„" or ((before.isspace() or before in "([—–-:") and not after.isspace())
    return False


def mentioned(draft: Draft, sentence_start: int, start: int, end: int, sentence_end: int) -> bool:
    """Return whether a sentence speaks of the words from `start` to `end` instead of saying them.

    Something before them names them ("The phrase …", "a message: …"), or they are the subject of what follows ("… was all
    that the nurses could see").
    """
    fold = draft.fold
    if _NAMED.search(fold, max(sentence_start, start - 40), start):
        return True
    return end < sentence_end and _PREDICATE.match(fold, end, sentence_end) is not None


def told(draft: Draft, sentence: Span, cue: Cue) -> bool:
    """Return whether a sentence reports the words of a cue as somebody's, or they are the subject of it.

    Verbs of telling in the cue itself do not count: "An earlier version of this article said …" is the publisher's.
    """
    fold = draft.fold
    return (
        _SUBJECT.match(fold, cue.end, sentence.end) is not None
        or reported(draft, max(sentence.start, cue.start - _TOLD_REACH), cue.start)
        or reported(draft, cue.end, min(sentence.end, cue.end + _TOLD_REACH))
    )


def others_words(draft: Draft, block: Block, sentence: Span, cue: Cue) -> bool:
    """Return whether the words of a cue are somebody else's: quoted, reported or spoken of by the sentence around it."""
    low, high = max(sentence.start, cue.start - _REACH // 2), min(sentence.end, cue.end + _REACH // 2)
    return reported(draft, low, high) or mentioned(draft, sentence.start, cue.start, cue.end, sentence.end) or quoted(draft, block, cue.start)
