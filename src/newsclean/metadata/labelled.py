"""A label with the author's name behind it, in its block or in the next: "Written by Ann Lee", in a box beside or below the story.

Boxes of other stories and of books have such labels too: a page that has several, with several names, says nothing.
"""

from __future__ import annotations

from newsclean.draft import Draft
from newsclean.metadata.people import MAX_AUTHORS, People, read_people
from newsclean.metadata.signed import named
from newsclean.model import Block, Kind
from newsclean.page import Page, hint_bits

# In common use over bylines and in boxes of authors; without their marks, as the words of a block are.
_LABELS = frozenset(
    label
    for labels in (
        "by/written by/posted by/words by/story by/article by/article written by/authored by/author/authors/author(s/about the author/about the authors/meet the author/meet the authors/contributor/contributors",
        "von/geschrieben von/verfasst von/ein artikel von/autor/autorin/autoren/über den autor/über die autorin/über die autoren",
        "por/escrito por/publicado por/autor/autora/autores/sobre el autor/sobre la autora/sobre o autor/sobre a autora",
        "par/écrit par/rédigé par/auteur/auteure/autrice/auteurs/à propos de l'auteur/à propos de l’auteur",
        "di/scritto da/a cura di/autore/autrice/autori/l'autore/l’autore",
        "door/geschreven door/auteur/auteurs/over de auteur",
        "skriven av/skrevet av/skrevet af/författare/forfatter/om författaren/om forfatteren/kirjoittaja",
        "autorka/autorzy/o autorze/o autorce/автор/об авторе/yazar/yazan/penulis/tác giả/szerző/συντάκτης",
    )
    for label in labels.split("/")
)
# As a line with a name begins: the label, and what parts the two. Of one word, it needs its colon, since other lines begin with it.
_OPENINGS = tuple(f"{label}{end}" for label in sorted(_LABELS) for end in ((": ", " ") if " " in label or label == "by" else (": ",)))
# The first letters of all labels: most lines begin with others.
_FIRST = frozenset(label[0] for label in _LABELS)
_MAX_LABEL_WORDS = 4
_MAX_NAME_WORDS = 12
_MAX_CHARS = 300
# What a book is described by, beside its author's name.
_OF_BOOKS = frozenset(
    ("publisher", "isbn", "pages", "page count", "genre", "price", "verlag", "seiten", "preis", "editorial", "páginas", "editora", "éditeur", "editore", "pagine", "uitgever")
)
_REACH = 4
# The names around comments are those of others.
_COMMENT = hint_bits("comment")


def labelled_author(draft: Draft, page: Page, own: frozenset[str]) -> tuple[int, People] | None:
    """Return the persons whose name stands behind the only label of an author on a page, and the block of the name; None where there are others, or none.

    Args: `own` are the site's names, folded.
    """
    found: dict[tuple[str, ...], int] = {}
    blocks, fold = draft.blocks, draft.fold
    for block in blocks:
        if block.words > _MAX_NAME_WORDS or block.chars > _MAX_CHARS or fold[block.content_start] not in _FIRST or page.origins[block.index].hints & _COMMENT:
            continue
        if fold.startswith(_OPENINGS, block.start):
            line, name = draft.text_of(block), block
            label = next(opening for opening in _OPENINGS if fold.startswith(opening, block.start))
            authors = named(line[len(label) :], own).authors if not block.prose or " " in label.strip() else ()
        elif block.words <= _MAX_LABEL_WORDS and block.index + 1 < len(blocks) and fold[block.content_start : block.content_end] in _LABELS:
            name = blocks[block.index + 1]
            authors = read_people(draft.text_of(name), own).authors if name.words <= _MAX_NAME_WORDS and not name.prose else ()
            if authors and name.kind is Kind.LIST_ITEM:
                authors = _listed(draft, name, own)
        else:
            continue
        if authors and not _describes_a_book(draft, block.index):
            found.setdefault(authors, name.index)
    if len(found) != 1:
        return None
    authors, nth = found.popitem()
    return nth, People(authors)


def _listed(draft: Draft, first: Block, own: frozenset[str]) -> tuple[str, ...]:
    """Return the persons named by a list item and by those right behind it."""
    names: list[str] = []
    for block in draft.blocks[first.index : first.index + MAX_AUTHORS]:
        authors = read_people(draft.text_of(block), own).authors if block.kind is Kind.LIST_ITEM and block.words <= _MAX_NAME_WORDS else ()
        if not authors:
            break
        names += authors
    return tuple(dict.fromkeys(names))


def _describes_a_book(draft: Draft, nth: int) -> bool:
    """Return whether a label stands among those of a book: in blocks of their own, or at the beginning of such."""
    for block in draft.blocks[max(0, nth - _REACH) : nth + _REACH + 1]:
        line = draft.fold[block.content_start : block.content_end]
        if line.partition(":")[0].strip() in _OF_BOOKS:
            return True
    return False
