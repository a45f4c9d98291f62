"""`page_chrome`: what no phrase names (menus, teasers, promo blocks, other stories), by a learned judge of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from newsclean.draft import Draft
from newsclean.features import correction_at
from newsclean.guard import MAX_RULE_SHARE, tripped
from newsclean.model import Removal, Span, Tier
from newsclean.page import PART_BITS

if TYPE_CHECKING:
    from newsclean.scorer.sheet import Array, Sheet

# A text is taken for the dump of a page when, of the blocks that no rule marked, this share have a chance to be body below
# `CHROME_CHANCE`, and this share, of all and of those, have fewer than `SHORT_WORDS` words, as menus do. Of clean bodies of news none is
# taken for one, of dumps all but 1 in 100.
DUMP_MIN_SHARE = 0.25
DUMP_MIN_SHORT = 0.3
DUMP_MIN_BLOCKS = 25
CHROME_CHANCE = 0.2
SHORT_WORDS = 6
# A nearly clean text loses at most this share of its words: one that would lose more is of a kind that the weights do not know.
CLEAN_MAX_SHARE = 0.15
# …and no line as long as this: a post quoted in the story does not end as a sentence where its link was cut.
CLEAN_MAX_WORDS = 20
# A document of fewer blocks is a piece of a page, such as an article's element or the content of a feed.
PAGE_MIN_BLOCKS = 12
# What is left of a page is a story when it has this many words of prose; a short one when its blocks, weighed by their words, also have
# this chance to be body in the mean. Of the pages of the corpora 2 in 1,138 have less, of the same pages without their bodies 2 in 3.
STORY_MIN_WORDS = 40
SHORT_STORY_WORDS = 150
SHORT_STORY_MIN_CHANCE = 0.5
# A brief has fewer words, right under the headline. Of the pages of the corpora cut down to two short paragraphs 61 % have this, where
# 53 % came out before; of the same pages without their bodies 1 % more are taken for an article.
BRIEF_MIN_WORDS = 15
BRIEF_MIN_CHANCE = 0.6
# Of an index nearly all paragraphs that are left are teasers: a linked headline of some words stands right above, in the same container.
INDEX_MIN_TEASERS = 3
INDEX_MIN_SHARE = 0.8
TEASER_MIN_LINK_SHARE = 0.8
TEASER_MIN_WORDS = 4
# A paragraph of the story: at least this many words of prose, few of them links, beside most of the page's prose.
KEEP_MIN_WORDS = 25
KEEP_MAX_LINK_SHARE = 0.3
KEEP_MIN_BEST_SHARE = 0.6
# A list stands between two paragraphs of the story that are no more than so many blocks apart: longer ones are menus and indexes as well.
AMONG_MAX_BLOCKS = 12
AMONG_MAX_LINES = 3
# Winners, results, dates that end a story: a list under a heading that takes up the page's title.
LIST_MIN_ITEMS = 3
LIST_MIN_TITLE = 0.4
LIST_MIN_BEFORE = 0.5
# A block between two that stay stays with so much less of a chance.
AMID_DOUBT = 0.15
# Parts that filters mark and an option puts back.
PART_CATEGORIES = frozenset(("caption", "source_list"))
# A standfirst: named so by the page, soon after its headline and in a container near to it.
STANDFIRST_MIN_WORDS = 4
TITLE_REACH = 14
TITLE_MAX_LEVEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChrome:
    """Remove blocks that are not the article, as weights learned from 1,100 pages judge them.

    Removes: menus, teasers, lists of other stories, promo boxes, forms, footers of a page or of a text dumped from one; all of a page
        on which no story is left then.
    Keeps: blocks whose chance to be body is not below the limit; correction notes; the standfirst under the headline, where the
        page names it so; a post of a network that the story embeds; a paragraph of prose in the container that holds most of the page's prose, and the subheads and lists
        between two such paragraphs that are no links; a list without links under a heading that takes up the title; of a text that is no dump of a page all prose, and all of it where it
        would lose more than 15 % of its words.
    Options: `page_limit`, `dump_limit`, `clean_limit`, the chance to be body below which a block goes, for a page, for the
        text of a whole page, and for text that is nearly clean; 0 removes nothing. Above it, up to `doubt` more, a block is
        only marked as possible.
    Source: weights trained by `training/`; data, figures and limits are in `docs/scorer.md`.
    """

    name: ClassVar[str] = "page_chrome"
    category: ClassVar[str] = "page_chrome"
    page_limit: float = 0.45
    dump_limit: float = 0.5
    clean_limit: float = 0.1
    doubt: float = 0.2

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in source order: of a block, or of a run of lines."""
        limits = (self.page_limit,) if draft.document.page is not None else (self.dump_limit, self.clean_limit)
        if not draft.blocks or max(limits) <= 0 or not in_question(draft):
            return
        import numpy as np

        from newsclean.scorer.features import features
        from newsclean.scorer.model import chance_of, forest_for

        sheet = features(draft)
        forest = forest_for(sheet)
        chance = chance_of(forest.odds(sheet.values))
        kind, tiers = self.choose(draft, sheet, chance)
        at = tiers.nonzero()[0]
        if not len(at):
            return
        starts = runs(sheet, at, tiers[at])
        reason, blocks = f"the weights for {kind} find it unlike the story", draft.blocks
        low, high = np.minimum.reduceat(chance[at], starts).tolist(), np.maximum.reduceat(chance[at], starts).tolist()
        ends = np.append(starts[1:], len(at))
        # of a run, what is said is what speaks against the line that is nearest to staying
        nearest = at[np.lexsort((chance[at], np.repeat(np.arange(len(starts)), ends - starts)))[ends - 1]]
        for first, end, least, most, why in zip(starts.tolist(), ends.tolist(), low, high, forest.reasons(sheet.values[:, nearest]), strict=True):
            start, last = blocks[at[first]], blocks[at[end - 1]]
            sure = f"chance {least:.2f}" if start is last else f"{end - first} lines, chance {least:.2f} to {most:.2f}"
            yield Removal(Span(start.start, last.end), self.name, self.category, reason, f"{sure}: {why}", Tier(int(tiers[at[first]])))

    def choose(self, draft: Draft, sheet: Sheet, chance: Array) -> tuple[str, Array]:
        """Return what the document is taken for, and for each block the tier of its removal, 0 for one that stays.

        Args: `chance` is the chance of each block to be body.
        """
        import numpy as np

        words, free = words_of(sheet), (sheet["marked"] == 0) | undone(draft, sheet)
        blocks, kept = draft.blocks, keeps(draft, sheet)
        if draft.document.page is not None and sheet.n >= PAGE_MIN_BLOCKS:
            kind, limit = "a page", self.page_limit
        elif draft.document.page is None and is_dump(chance[free], words[free]):
            kind, limit = "the text of a page", self.dump_limit
        else:  # prose is what such a text is made of: only the rules take any of it
            kind, limit, kept = "an article's text", self.clean_limit, kept | (sheet["prose"] > 0) | (words >= CLEAN_MAX_WORDS)
            if words[free & ~kept & (chance < limit)].sum() > CLEAN_MAX_SHARE * words[free].sum():
                return kind, np.zeros(sheet.n, np.int64)
        if limit <= 0:
            return kind, np.zeros(sheet.n, np.int64)
        wanted = (chance < limit + self.doubt) & ~kept & (free | put_back(draft, sheet))  # what rules cut is explained already
        for nth in (wanted & (sheet["prose"] > 0)).nonzero()[0].tolist():
            if correction_at(draft, blocks[nth]):
                wanted[nth] = False
        likely = wanted & (chance < limit)
        if kind == "a page":
            likely &= ~amid(sheet, free & ~likely, chance, limit)
        if kind == "a page" and not tells_story(sheet, chance, words, likely, kept):
            kind, likely = "a page without a story", free
            wanted = wanted | likely
        return kind, np.where(likely, int(Tier.LIKELY), int(Tier.POSSIBLE)) * wanted


def amid(sheet: Sheet, left: Array, chance: Array, limit: float) -> Array:
    """Return which blocks have nearly the chance to stay and stand amid what stays: a heading above it, a paragraph under a heading, lines between two.

    Args: `left` says which blocks stay by themselves. Lines are items of lists, rows of tables, code: of those that stood so, three in four words
        were the story's, cross-validated, of single paragraphs one in three.
    """
    import numpy as np

    from newsclean.scorer.containers import ROW

    near = (chance >= limit - AMID_DOUBT) & (sheet["link_share"] < KEEP_MAX_LINK_SHARE) & (sheet["cued"] == 0)
    behind = np.append(left[1:], False)
    heading = sheet["kind_heading"] > 0
    under = np.append(False, (left & heading)[:-1]) & (sheet["prose"] > 0)
    lines = near & ((sheet["kind_item"] > 0) | (sheet["tag"] == ROW) | (sheet["kind_pre"] > 0))
    at, n = np.arange(sheet.n), sheet.n
    before, after = np.maximum.accumulate(np.where(lines, -1, at)), np.minimum.accumulate(np.where(lines, n, at)[::-1])[::-1]
    between = lines & (before >= 0) & (after < n) & left[before] & left[np.minimum(after, n - 1)]
    found: Array = near & (under | (behind & heading) | between)
    return found


def runs(sheet: Sheet, at: Array, tiers: Array) -> Array:
    """Return where the runs of blocks begin that are removed as one: lines side by side of one tier, as those of a menu are.

    A paragraph of prose is removed alone, so that its own chance is seen, and so is what the filter of a part marked, since an option
    puts it back.

    Args: `at` are the indexes of the blocks to remove, in order, `tiers` their tiers.
    """
    import numpy as np

    alone = ((sheet["prose"] > 0) | (sheet["marked"] > 0))[at]
    new = np.ones(len(at), bool)
    new[1:] = (np.diff(at) > 1) | (tiers[1:] != tiers[:-1]) | alone[1:] | alone[:-1]
    return new.nonzero()[0]


def in_question(draft: Draft) -> bool:
    """Return whether the weights could cut anything: not of a text that is too short for a dump and has no short lines that the rules left."""
    if draft.document.page is not None or len(draft.blocks) >= DUMP_MIN_BLOCKS:
        return True
    return any(not block.prose and block.words < CLEAN_MAX_WORDS and block.index not in draft._marked for block in draft.blocks)


def tells_story(sheet: Sheet, chance: Array, words: Array, cut: Array, kept: Array) -> bool:
    """Return whether what is left of a page is a story, and not a few lines of an index, a form or an error.

    Args: `cut` says which blocks go, `kept` which stay whatever the weights say.
    """
    import numpy as np

    left = ~cut & (sheet["marked"] == 0)
    told = left & (sheet["prose"] > 0)
    prose = words[told].sum()
    if prose < STORY_MIN_WORDS:
        brief = told & under_title(sheet)
        return bool(words[brief].sum() >= BRIEF_MIN_WORDS and np.average(chance[brief], weights=words[brief]) >= BRIEF_MIN_CHANCE)
    # an index: its paragraphs stand under linked headlines, each in the container of its own
    teasers = told & (sheet["link_share_b1"] >= TEASER_MIN_LINK_SHARE) & (sheet["log_words_b1"] >= np.log1p(TEASER_MIN_WORDS)) & (sheet["nth_in_parent"] > 0)
    if teasers.sum() >= max(INDEX_MIN_TEASERS, INDEX_MIN_SHARE * told.sum()):
        return False
    return bool(prose >= SHORT_STORY_WORDS or words[told & kept].sum() >= STORY_MIN_WORDS or np.average(chance[left], weights=words[left] + 1) >= SHORT_STORY_MIN_CHANCE)


def words_of(sheet: Sheet) -> Array:
    """Return how many words each block has."""
    import numpy as np

    return np.rint(np.expm1(sheet["log_words"]))


def is_dump(chance: Array, words: Array) -> bool:
    """Return whether a text is a whole page flattened, rather than an article with a few lines too many.

    Args: `chance` is the chance of each block that no rule marked to be body, `words` how many words it has.
    """
    if len(chance) < DUMP_MIN_BLOCKS:
        return False
    low, short = chance < CHROME_CHANCE, words < SHORT_WORDS
    return bool(low.mean() >= DUMP_MIN_SHARE and short.mean() >= DUMP_MIN_SHORT and short[low].mean() >= DUMP_MIN_SHORT)


def put_back(draft: Draft, sheet: Sheet) -> Array:
    """Return which blocks only a part's filter marked: an option may put them back, and then the weights have their say."""
    import numpy as np

    back = np.zeros(sheet.n, bool)
    for nth in draft._marked:
        removals = draft._marks[nth]
        if removals[0].category in PART_CATEGORIES and all(removal.category in PART_CATEGORIES for removal in removals):
            back[nth] = True
    return back


def undone(draft: Draft, sheet: Sheet) -> Array:
    """Return which blocks are marked by rules alone that the guard will undo, since they cut most of the prose: the weights have their say on them."""
    import numpy as np

    found = np.zeros(sheet.n, bool)
    chars = np.expm1(sheet["log_chars"]) * (sheet["prose"] > 0)
    if chars[sheet["marked"] > 0].sum() <= MAX_RULE_SHARE * chars.sum():
        return found
    marks = {nth: [mark for mark in draft._marks[nth] if mark.tier <= Tier.LIKELY] for nth in draft._marked}
    rules, _ = tripped(draft, list({id(mark): mark for some in marks.values() for mark in some}.values()))
    for nth, some in marks.items():
        found[nth] = all(mark.filter in rules for mark in some)
    return found


def under_title(sheet: Sheet) -> Array:
    """Return which blocks of a page stand soon behind its headline, in a container near to it."""
    past = sheet["past_title"]
    near: Array = (past > 0) & (past <= TITLE_REACH) & (sheet["level_title"] <= TITLE_MAX_LEVEL)
    return near


def keeps(draft: Draft, sheet: Sheet) -> Array:
    """Return which blocks of a page stay whatever the weights say, by their place and their element: a bool each."""
    import numpy as np

    if draft.document.page is None:
        return np.zeros(sheet.n, bool)
    words = words_of(sheet)
    unmarked, linked = sheet["marked"] == 0, sheet["link_share"] >= KEEP_MAX_LINK_SHARE
    prose = (sheet["prose"] > 0) & (words >= KEEP_MIN_WORDS) & (sheet["level_best"] == 1) & (sheet["best_share"] >= KEEP_MIN_BEST_SHARE) & (sheet["cued"] == 0)
    standfirst = under_title(sheet) & (sheet["own_standfirst"] > 0) & (sheet["own_byline"] == 0) & (words >= STANDFIRST_MIN_WORDS)
    free = unmarked & ~linked
    plain = free & (sheet["cued"] == 0)
    told = free & prose
    return free & (prose | standfirst | _among(draft, sheet, told, plain) | _titled_lists(sheet, plain) | _posts(draft, told))


def _posts(draft: Draft, told: Array) -> Array:
    """Return which blocks stand in a post that is embedded between two paragraphs of the story: a part of it, though golds leave posts out."""
    import numpy as np

    page = draft.document.page
    found = np.zeros(len(told), bool)
    story = told.nonzero()[0]
    if page is not None and len(story):
        bit = PART_BITS["social_posts"]
        first, last = int(story[0]), int(story[-1])
        found[first:last] = [origin.hints & bit != 0 for origin in page.origins[first:last]]
    return found


def _titled_lists(sheet: Sheet, free: Array) -> Array:
    """Return which blocks are a heading with much of the page's title, behind most of the prose, and the list of what are no links under it."""
    import numpy as np

    found = np.zeros(sheet.n, bool)
    items = free & (sheet["kind_item"] > 0)
    heads = free & (sheet["kind_heading"] > 0) & (sheet["title_cover"] >= LIST_MIN_TITLE) & (sheet["prose_before"] >= LIST_MIN_BEFORE)
    for nth in np.flatnonzero(heads).tolist():
        end = nth + 1
        while end < sheet.n and items[end]:
            end += 1
        if end - nth > LIST_MIN_ITEMS:
            found[nth:end] = True
    return found


def _among(draft: Draft, sheet: Sheet, told: Array, free: Array) -> Array:
    """Return which blocks stand among the paragraphs of the story: subheads and lists between two of them, what shares an element with them.

    Args: `told` are the paragraphs of prose that stay, `free` the blocks that could be the story's: no rule marks them, they are no links.
    """
    import numpy as np

    page = draft.document.page
    if page is None or not told.any():
        return told
    at = np.arange(sheet.n)
    before, after = np.maximum.accumulate(np.where(told, at, -1)), np.minimum.accumulate(np.where(told, at, sheet.n)[::-1])[::-1]
    between = (before >= 0) & (after < sheet.n)
    level, heading, item = sheet["level_best"], sheet["kind_heading"] > 0, sheet["kind_item"] > 0
    menu = np.zeros(sheet.n, bool)
    menu[:-2] = heading[1:-1] & heading[2:]  # headings in a row are a list of contents
    among: Array = free & between & ((heading & ~menu & (level == 1)) | (item & (level == 2) & (after - before <= AMONG_MAX_BLOCKS)))
    for nth in np.flatnonzero(free & between & ~item & (level == 2)).tolist():
        among[nth] = among[nth] or page.origins[nth].tag == "summary"  # the subhead of a fold
    for nth in np.flatnonzero(free & ~told & ~heading & ~item & (level == 1) & (before >= 0) & ((between & (after - before <= AMONG_MAX_LINES)) | (sheet["prose"] > 0))).tolist():
        # texts parted by line breaks alone: paragraphs, and subheads between them
        among[nth] = page.origins[nth].path[:1] == page.origins[before[nth]].path[:1]
    return among
