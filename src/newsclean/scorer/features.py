"""What the scorer sees of the blocks of a document: one row of numbers a block, computed with numpy for all at once.

What text does not have (tags, links, containers) is no column of a text's table: `TEXT_NAMES` and `PAGE_NAMES` name the columns
of the two, and each has weights of its own. Columns are scale free: shares, logarithms, counts that are cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from newsclean.language import _FUNCTION_WORDS
from newsclean.model import Kind
from newsclean.page import HINT_NAMES

if TYPE_CHECKING:
    from newsclean.draft import Draft

Array = Any  # numpy arrays; their shapes are in the docstrings

_KIND_CODES = {kind: nth for nth, kind in enumerate(Kind)}
_TAG_CODES = {
    "p": 1,
    "div": 2,
    "li": 3,
    "h1": 4,
    "h2": 5,
    "h3": 6,
    "h4": 7,
    "h5": 7,
    "h6": 7,
    "tr": 8,
    "td": 8,
    "th": 8,
    "blockquote": 9,
    "figcaption": 10,
    "figure": 10,
    "section": 11,
    "article": 11,
}
# Cues by what they mean for a block: categories that behave alike share a column.
_CUE_GROUPS: dict[str, tuple[str, ...]] = {
    "visit": ("navigation", "share_prompt", "interface_text", "comment_footer", "tag_list"),
    "appeal": ("newsletter_prompt", "support_appeal", "promo", "paywall_prompt", "consent_banner"),
    "points": ("related_links", "other_article"),
    "credit": ("image_credit", "caption", "agency_credit", "copyright_notice", "author_bio", "byline", "date_line"),
    "notes": ("disclosure", "source_list", "embed_code", "advert_marker"),
    "correction": ("correction_note",),
}
_CUE_COLUMN = {category: nth for nth, categories in enumerate(_CUE_GROUPS.values()) for category in categories}
_ROLE_COLUMN = {role: nth + len(_CUE_GROUPS) for nth, role in enumerate(("line", "label", "heading", "opening", "within"))}
_N_CUES = len(_CUE_GROUPS) + 6
_MAX_MEASURED_CHARS = 60_000
_LEVELS = 8
_BITS = np.arange(len(HINT_NAMES), dtype=np.int64)

# Columns that neighbours lend to each other.
_LENT = ("log_words", "ends", "prose", "kind_heading", "kind_item", "marked", "function_share", "link_share", "capital_share", "cued", "title_share", "topic", "comma_rate")
_LENT_TEXT = tuple(name for name in _LENT if name != "link_share")

OWN_NAMES = (
    "log_words",
    "log_chars",
    "ends",
    "prose",
    "kind_heading",
    "kind_item",
    "kind_quote",
    "kind_caption",
    "kind_table",
    "word_length",
    "capital_share",
    "digit_share",
    "comma_rate",
    "stop_rate",
    "quote_rate",
    "mark_share",
    "first_upper",
    "last_mark",
    "function_share",
    "topic",
    "title_share",
    "title_cover",
    "copies",
    "copy_before",
    "marked",
    "mark_tier",
    *(f"cue_{name}" for name in _CUE_GROUPS),
    "cue_line",
    "cue_label",
    "cue_heading",
    "cue_opening",
    "cue_within",
    "cue_parts",
    "cued",
    "at",
    "at_words",
    "log_from_head",
    "log_from_tail",
    "prose_before",
    "to_prose_before",
    "to_prose_after",
    "to_long_before",
    "to_long_after",
    "before_first_long",
    "after_last_long",
    "near_prose",
    "near_prose_wide",
    "near_best",
    "heading_gap",
    "prose_since_heading",
)
DOC_NAMES = ("doc_blocks", "doc_chars", "doc_prose_share", "doc_prose_blocks", "doc_mean_words", "doc_short_share", "doc_marked", "doc_ends", "doc_longest_gap")
PAGE_ONLY_NAMES = (
    "tag",
    "depth",
    "depth_to_main",
    "link_share",
    "log_links",
    "bold_share",
    *(f"own_{name}" for name in HINT_NAMES),
    *(f"in_{name}" for name in HINT_NAMES),
    *(f"mass_{k}" for k in range(6)),
    *(f"links_{k}" for k in range(1, 5)),
    *(f"size_{k}" for k in range(5)),
    *(f"mean_{k}" for k in range(1, 5)),
    *(f"marked_{k}" for k in range(1, 4)),
    "climb_30",
    "climb_60",
    "climb_90",
    "tight_60",
    "in_best",
    "level_best",
    "best_share",
    "nth_in_parent",
    "like_count",
    "like_mass",
    "like_links",
    "same_parent_before",
    "same_parent_after",
    "page_links",
    "h1_before",
    "h1_count",
    "past_title",
    "past_heading_1",
    "level_title",
    "title_mass",
    "articles",
    "same_as_long",
    "kind_pre",
)
_NEAR = tuple(f"{name}_{at}" for at in ("b1", "a1", "b2", "a2", "w3", "w8") for name in _LENT)
_NEAR_TEXT = tuple(f"{name}_{at}" for at in ("b1", "a1", "b2", "a2", "w3", "w8") for name in _LENT_TEXT)
TEXT_NAMES = (*OWN_NAMES, *DOC_NAMES, *_NEAR_TEXT)
PAGE_NAMES = (*OWN_NAMES, *DOC_NAMES, *PAGE_ONLY_NAMES, *_NEAR)


@cache
def _classes() -> tuple[Array, Array]:
    """Return two tables over the first 65,536 code points: four counters of 16 bits each, packed, for each character."""
    one, two = np.zeros(65536, np.uint64), np.zeros(65536, np.uint64)
    for code in range(65535):
        if 0xD800 <= code < 0xE000:
            continue
        char = chr(code)
        if char.isalpha():
            one[code] = 1 | (1 << 16 if char.isupper() else 0)
        elif char.isdigit():
            one[code] = 1 << 32
        elif not char.isspace():
            one[code] = 1 << 48
            if char in ",;:、，":
                two[code] = 1
            elif char in ".!?…。！？":
                two[code] = 1 << 16
            elif char in '"“”„«»‘’「」':
                two[code] = 1 << 32
            elif char in "|/›•·>–—-©@#→":
                two[code] = 1 << 48
    return one, two


@cache
def _function_table(language: str | None) -> Array | None:
    """Return a hash table of the function words of a language, or None for one that has none here."""
    words = _FUNCTION_WORDS.get(language or "")
    if words is None:
        return None
    return _table(_hashes_of(words.split()))


def _hashes_of(words: list[str]) -> Array:
    text = " ".join(words) + "    "
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return _word_hashes(codes, np.array(starts), np.array([len(word) for word in words]))


_MIX = np.uint64(0x9E3779B97F4A7C15)


def _word_hashes(codes: Array, starts: Array, lengths: Array) -> Array:
    """Return a hash of each word: of its first three letters, its last and its length. `codes` has 3 to spare at its end."""
    h = codes[starts] & np.uint64(0xFFFF)
    h = h | np.where(lengths > 1, codes[starts + 1] & np.uint64(0xFFFF), 0).astype(np.uint64) << np.uint64(16)
    h = h | np.where(lengths > 2, codes[starts + 2] & np.uint64(0xFFFF), 0).astype(np.uint64) << np.uint64(32)
    h = h | (codes[starts + lengths - 1] & np.uint64(0xFFFF)) << np.uint64(48)
    return (h + lengths.astype(np.uint64)) * _MIX


def _table(hashes: Array) -> Array:
    table = np.zeros(4096, np.uint64)
    table[(hashes >> np.uint64(52)).astype(np.int64)] = hashes
    return table


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What is known of the blocks of a document: `values`, a row a block; and what the second look needs.

    `words` are the blocks' words, `levels` the elements around each (a page's only), `like` the blocks of one tag and class.
    """

    names: tuple[str, ...]
    values: Array
    words: Array
    levels: Array | None
    like: Array | None


def features(draft: Draft) -> Table:
    """Return the table of a document, with the columns of `PAGE_NAMES` or `TEXT_NAMES`.

    Linear in the text and the number of blocks. No value is NaN; the table of a document without blocks has no rows.
    """
    page = draft.document.page
    names = PAGE_NAMES if page is not None else TEXT_NAMES
    n = len(draft.blocks)
    if n == 0:
        return Table(names, np.zeros((0, len(names)), np.float32), np.zeros(0), None, None)
    columns = _own(draft, n)
    if page is not None:
        columns.update(_page(draft, n, columns))
    words = np.fromiter((block.words for block in draft.blocks), np.float64, n)
    return Table(names, _assemble(columns, names, n, page is not None), words, columns.get("_levels"), columns.get("_like"))


_AROUND = (1, 2, 3, 4)
SECOND_TEXT_NAMES = (
    "odds",
    *(f"odds_b{k}" for k in _AROUND),
    *(f"odds_a{k}" for k in _AROUND),
    "body_w2",
    "body_w5",
    "body_w12",
    "body_before",
    "body_after",
    "to_body_before",
    "to_body_after",
    "body_share",
    "body_words",
    "from_best_run",
)
SECOND_PAGE_NAMES = (*SECOND_TEXT_NAMES, *(f"body_{k}" for k in range(1, 6)), *(f"share_{k}" for k in range(1, 6)), "body_like", "like_share")

# What the second look still sees of the first table.
_KEPT = (
    "log_words",
    "ends",
    "prose",
    "kind_heading",
    "kind_item",
    "kind_caption",
    "marked",
    "mark_tier",
    "cued",
    "cue_appeal",
    "cue_points",
    "cue_credit",
    "copy_before",
    "function_share",
    "title_share",
    "topic",
    "doc_prose_share",
    "doc_short_share",
    "doc_blocks",
)
_KEPT_PAGE = (*_KEPT, "link_share", "tag", "level_best", "in_best", "same_parent_before", "same_parent_after", "h1_before", "past_title", "past_heading_1", "level_title")
SECOND_NAMES = {TEXT_NAMES: (*_KEPT, *SECOND_TEXT_NAMES), PAGE_NAMES: (*_KEPT_PAGE, *SECOND_PAGE_NAMES)}
_KEPT_AT = {names: np.array([names.index(name) for name in kept]) for names, kept in ((TEXT_NAMES, _KEPT), (PAGE_NAMES, _KEPT_PAGE))}


def second_table(table: Table, odds: Array) -> Array:
    """Return what the second look sees: a few columns of the table, and what the first look says around each block."""
    return np.concatenate([table.values[:, _KEPT_AT[table.names]], second_look(table, odds)], axis=1)


def second_look(table: Table, odds: Array) -> Array:
    """Return the columns that the second look adds to a table: what the first says of the blocks around and of the containers.

    Args: `odds` are the logarithmic odds of the first look, one a block.
    """
    n = len(odds)
    odds = np.clip(odds, -6, 6)
    chance = 1 / (1 + np.exp(-odds))
    weight = table.words + 2
    body = chance * weight
    total = max(1.0, float(body.sum()))
    padded = np.full(n + 8, -6.0)
    padded[4 : n + 4] = odds
    columns = [odds, *(padded[4 - k : n + 4 - k] for k in _AROUND), *(padded[4 + k : n + 4 + k] for k in _AROUND)]
    both = np.stack([body, weight])
    for radius in (2, 5, 12):
        mean = window(both, radius)
        columns.append(mean[0] / mean[1])
    cumulative = np.cumsum(body)
    before, after = _distances((chance > 0.7) & (table.words >= 8), n)
    run = np.cumsum(body - 0.3 * weight)
    columns += [
        (cumulative - body) / total,
        (total - cumulative) / total,
        np.log1p(before),
        np.log1p(after),
        np.full(n, total / weight.sum()),
        np.full(n, np.log1p(total)),
        _from_best_run(run, n),
    ]
    if table.levels is not None and table.like is not None:
        flat = table.levels.ravel()
        elements = int(flat.max()) + 1
        body_of = np.bincount(flat, np.repeat(body, _LEVELS), elements)
        weight_of = np.bincount(flat, np.repeat(weight, _LEVELS), elements)
        body_of[0], weight_of[0] = body.sum(), weight.sum()
        inside = table.levels[:, 1:6]
        part = body_of[inside]
        columns += list((part / weight_of[inside]).T) + list((part / total).T)
        like_body = np.bincount(table.like, body)
        columns += [(like_body / np.bincount(table.like, weight))[table.like], (like_body / total)[table.like]]
    return np.stack(columns, axis=1).astype(np.float32)


def _from_best_run(run: Array, n: int) -> Array:
    """Return how far each block lies outside the run of blocks that holds most body: negative before it, positive behind."""
    floor = np.minimum.accumulate(np.concatenate(([0.0], run[:-1])))
    last = int((run - floor).argmax())
    first = int(np.concatenate(([0.0], run[:-1]))[: last + 1].argmin())
    index = np.arange(n)
    outside = np.where(index < first, index - first, np.where(index > last, index - last, 0))
    return np.sign(outside) * np.log1p(np.abs(outside))


def _assemble(columns: dict[str, Array], names: tuple[str, ...], n: int, page: bool) -> Array:
    lent_names = _LENT if page else _LENT_TEXT
    out = np.empty((len(names), n), np.float32)  # on its side, as the forests want it
    first = len(names) - 6 * len(lent_names)
    for nth, name in enumerate(names[:first]):
        out[nth] = columns[name]
    at = [names.index(name) for name in lent_names]
    width = len(at)
    padded = np.full((width, n + 4), -1.0, np.float32)
    padded[:, 2 : n + 2] = lent = out[at]
    for nth, shift in enumerate((1, 3, 0, 4)):  # one before, one after, two before, two after
        out[first + nth * width : first + (nth + 1) * width] = padded[:, shift : shift + n]
    out[first + 4 * width : first + 5 * width] = window(lent, 3)
    out[first + 5 * width :] = window(lent, 8)
    return out.T


def window(values: Array, radius: int) -> Array:
    """Return the mean over the places from `radius` before to `radius` after each place of the last axis, itself included."""
    n = values.shape[-1]
    sums = np.zeros((*values.shape[:-1], n + 1))
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    at = np.arange(n)
    low, high = np.maximum(at - radius, 0), np.minimum(at + radius + 1, n)
    return (sums[..., high] - sums[..., low]) / (high - low)


def _own(draft: Draft, n: int) -> dict[str, Array]:
    """Return the columns that text and pages both have."""
    blocks = draft.blocks
    raw = np.array([(b.start, b.end, b.words, b.sentence_end, b.prose, _KIND_CODES[b.kind]) for b in blocks], np.int64)
    starts, ends, words, ended, prose, kind = raw.T
    chars = ends - starts
    fold = draft.fold
    text = draft.document.mended
    codes = np.frombuffer((text + "   ").encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(codes, 65535)
    one, two = _classes()
    stops = np.minimum(ends, starts + _MAX_MEASURED_CHARS)
    places = np.empty(2 * n, np.int64)
    places[::2], places[1::2] = starts, stops
    packed = one[codes]
    counted = np.add.reduceat(packed, places)[::2]
    counted_two = np.add.reduceat(two[codes], places)[::2]
    mask = np.uint64(0xFFFF)

    def field(array: Array, nth: int) -> Array:
        return ((array >> np.uint64(16 * nth)) & mask).astype(np.float64)

    letters, uppers, digits, marks = (field(counted, k) for k in range(4))
    commas, full_stops, quotes, signs = (field(counted_two, k) for k in range(4))
    seen = np.maximum(letters + digits + marks, 1)

    # words, by their hashes
    lowered = np.frombuffer((fold + "   ").encode("utf-32-le", "surrogatepass"), np.uint32)
    wordly: Array = (packed & np.uint64(0xFFFF0000FFFF)) != 0
    edges: Array = np.flatnonzero(np.diff(wordly.view(np.int8), prepend=np.int8(0)))
    word_starts = edges[::2]
    lengths = np.minimum(edges[1::2] - word_starts, 60)
    tokens = max(1, len(word_starts))
    first_word = np.searchsorted(word_starts, starts)
    end_word = np.searchsorted(word_starts, ends)
    n_words = np.maximum(end_word - first_word, 1).astype(np.float64)
    none: Array = np.zeros(n)
    function_share = topic = title_share = title_cover = none
    if len(word_starts):
        hashes = _word_hashes(lowered, word_starts, lengths)
        slots = (hashes >> np.uint64(52)).astype(np.int64)

        def per_block(values: Array) -> Array:
            sums = np.zeros(len(values) + 1, np.int64)
            np.cumsum(values, out=sums[1:])
            return sums[end_word] - sums[first_word]

        table = _function_table(draft.language)
        content = lengths >= 5
        opened: Array = np.zeros(tokens + 1)
        long = (prose & (words >= 15)).astype(np.float64)
        np.add.at(opened, first_word, long)
        np.subtract.at(opened, end_word, long)
        told: Array = np.cumsum(opened[:tokens]) > 0
        buckets = np.bincount(slots[told & content], minlength=4096)
        common = (buckets[slots] - told.astype(np.int64)) * content
        function = table[slots] == hashes if table is not None else np.zeros(tokens, bool)
        # three counters of 20 bits, the words of function lowest, added up in one go
        counters = per_block(function + (content.astype(np.int64) << 20) + (np.minimum(common, 3) << 40))
        function_share = (counters & 0xFFFFF) / n_words if table is not None else np.full(n, -1.0)
        topic = (counters >> 40) / np.maximum(3 * ((counters >> 20) & 0xFFFFF), 1)
        title = _title_hashes(draft, hashes, first_word, end_word)
        if len(title):
            in_title = (_table(title)[slots] == hashes) & (lengths >= 3)
            named = per_block(in_title)
            title_share = named / n_words
            title_cover = np.minimum(named / len(title), 1.5)

    # copies
    first_at: dict[str, int] = {}
    copies, before = np.zeros(n), np.zeros(n)
    spans = raw[:, :2].tolist()
    seen_as = [first_at.setdefault(fold[a : min(b, a + 300)], nth) for nth, (a, b) in enumerate(spans)]
    origin = np.array(seen_as)
    copies = np.bincount(origin, minlength=n)[origin] - 1.0
    before = (origin != np.arange(n)).astype(np.float64)

    # cues and marks
    cues = np.zeros((n, _N_CUES))
    last = _N_CUES - 1
    for nth, found in draft._by_block.items():
        for cue in found:
            column = _CUE_COLUMN.get(cue.category)
            if column is not None:
                cues[nth, column] += 1
            cues[nth, _ROLE_COLUMN.get(cue.role, last)] += 1
    np.minimum(cues, 4, out=cues)
    marked = np.zeros(n)
    if draft._marked:
        marked[list(draft._marked)] = 1
    tier = np.full(n, 4.0)
    for nth, removals in draft._marks.items():
        tier[nth] = min(float(removal.tier) for removal in removals)

    # place
    index = np.arange(n, dtype=np.float64)
    telling = prose * (marked == 0)
    prose_chars = chars * telling
    total = max(1.0, prose_chars.sum())
    cumulative = np.cumsum(prose_chars)
    long = telling * (words >= 20)
    near = window(prose_chars.astype(np.float64), 4)
    wide = window(prose_chars.astype(np.float64), 12)
    before_prose, after_prose = _distances(telling > 0, n)
    before_long, after_long = _distances(long > 0, n)
    long_at = np.flatnonzero(long)
    first_long, last_long = (long_at[0], long_at[-1]) if len(long_at) else (0, n - 1)
    is_heading = kind == _KIND_CODES[Kind.HEADING]
    heading_gap, _ = _distances(is_heading, n)
    at_heading = np.maximum(index - heading_gap, 0).astype(np.int64)
    since = np.where(heading_gap < n, cumulative - cumulative[at_heading], cumulative)
    all_words = np.cumsum(words)
    log_words = np.log1p(words)
    columns = {
        "log_words": log_words,
        "log_chars": np.log1p(chars),
        "ends": ended,
        "prose": prose,
        "kind_heading": is_heading,
        "kind_item": kind == _KIND_CODES[Kind.LIST_ITEM],
        "kind_quote": kind == _KIND_CODES[Kind.QUOTE],
        "kind_caption": kind == _KIND_CODES[Kind.CAPTION],
        "kind_table": kind == _KIND_CODES[Kind.TABLE],
        "kind_pre": kind == _KIND_CODES[Kind.PRE],
        "word_length": np.minimum(letters / n_words, 15),
        "capital_share": uppers / np.maximum(letters, 1),
        "digit_share": digits / seen,
        "comma_rate": np.minimum(commas / n_words, 1),
        "stop_rate": np.minimum(full_stops / n_words, 1),
        "quote_rate": np.minimum(quotes, 6),
        "mark_share": signs / seen,
        "first_upper": (one[codes[starts]] >> np.uint64(16)) & np.uint64(1),
        "last_mark": (one[codes[ends - 1]] >> np.uint64(48)) & np.uint64(1),
        "function_share": function_share,
        "topic": topic,
        "title_share": title_share,
        "title_cover": title_cover,
        "copies": np.minimum(copies, 5),
        "copy_before": before,
        "marked": marked,
        "mark_tier": tier,
        "cued": np.minimum(cues.sum(axis=1), 8),
        "at": index / n,
        "at_words": all_words / max(1, all_words[-1]),
        "log_from_head": np.log1p(index),
        "log_from_tail": np.log1p(n - 1 - index),
        "prose_before": cumulative / total,
        "to_prose_before": np.log1p(before_prose),
        "to_prose_after": np.log1p(after_prose),
        "to_long_before": np.log1p(before_long),
        "to_long_after": np.log1p(after_long),
        "before_first_long": np.log1p(np.maximum(first_long - index, 0)),
        "after_last_long": np.log1p(np.maximum(index - last_long, 0)),
        "near_prose": near / max(1.0, near.max()),
        "near_prose_wide": wide / max(1.0, wide.max()),
        "near_best": np.abs(index - int(wide.argmax())) / n,
        "heading_gap": np.log1p(np.minimum(heading_gap, 200)),
        "prose_since_heading": np.log1p(since),
        "doc_blocks": np.full(n, np.log1p(n)),
        "doc_chars": np.full(n, np.log1p(chars.sum())),
        "doc_prose_share": np.full(n, prose_chars.sum() / max(1, chars.sum())),
        "doc_prose_blocks": np.full(n, np.log1p(telling.sum())),
        "doc_mean_words": np.full(n, log_words.mean()),
        "doc_short_share": np.full(n, (words < 6).mean()),
        "doc_marked": np.full(n, marked.mean()),
        "doc_ends": np.full(n, ended.mean()),
        "doc_longest_gap": np.full(n, np.log1p(np.minimum(before_prose, n).max())),
        "_prose_chars": prose_chars,
        "_chars": chars,
    }
    for nth, name in enumerate((*(f"cue_{name}" for name in _CUE_GROUPS), "cue_line", "cue_label", "cue_heading", "cue_opening", "cue_within", "cue_parts")):
        columns[name] = cues[:, nth]
    return columns


def _title_hashes(draft: Draft, hashes: Array, first_word: Array, end_word: Array) -> Array:
    """Return the hashes of the words of the page's title; for text, of its first short line."""
    page = draft.document.page
    if page is not None:
        title = page.title
        if not title:
            return hashes[:0]
        words = [word for word in "".join(c if c.isalnum() else " " for c in title[:300].lower()).split() if len(word) > 2]
        return np.unique(_hashes_of([word[:60] for word in words])) if words else hashes[:0]
    for nth, block in enumerate(draft.blocks[:5]):
        if 4 <= block.words <= 30 and not block.prose:
            return np.unique(hashes[first_word[nth] : end_word[nth]])
    return hashes[:0]


def _distances(flags: Array, n: int) -> tuple[Array, Array]:
    """Return how many blocks lie between each block and the nearest flagged one before it (or it itself), and behind it.

    Where there is none, the distance is `n`.
    """
    index = np.arange(n)
    before = np.maximum.accumulate(np.where(flags, index, -n - 1))
    after = np.minimum.accumulate(np.where(flags, index, 2 * n + 1)[::-1])[::-1]
    return np.minimum(index - before, n), np.minimum(after - index, n)


def _page(draft: Draft, n: int, own: dict[str, Array]) -> dict[str, Array]:
    """Return the columns that only pages have."""
    assert draft.document.page is not None
    origins = draft.document.page.origins
    raw = np.array([(_TAG_CODES.get(o.tag, 0), o.own, o.hints, o.depth, o.link_chars, o.links, o.bold_chars) for o in origins], np.int64)
    tag, own_bits, all_bits, depth, link_chars, links, bold_chars = raw.T
    paths = [o.path for o in origins]
    sizes = np.fromiter(map(len, paths), np.int64, n)
    levels = np.zeros((n, _LEVELS), np.int64)
    levels[np.arange(_LEVELS) < sizes[:, None]] = np.fromiter(chain.from_iterable(paths), np.int64, int(sizes.sum()))
    chars, prose_chars, marked = own["_chars"], own["_prose_chars"], own["marked"]
    link_share = np.minimum(link_chars / np.maximum(chars, 1), 1)
    mass = prose_chars * (link_share < 0.5)
    total = max(1.0, float(mass.sum()))
    flat = levels.ravel()
    elements = int(flat.max()) + 1

    def summed(values: Array) -> Array:
        """Sum over the blocks in each element; element 0 stands for the whole page."""
        sums = np.bincount(flat, np.repeat(values, _LEVELS), elements)
        sums[0] = values.sum()
        return sums

    mass_of, count_of = summed(mass), summed(np.ones(n))
    chars_of, links_of, marked_of = summed(chars), summed(link_chars), summed(marked)
    share = mass_of[levels] / total
    size = count_of[levels]
    columns: dict[str, Array] = {
        "tag": tag,
        "depth": np.minimum(depth, 60),
        "link_share": link_share,
        "log_links": np.log1p(links),
        "bold_share": np.minimum(bold_chars / np.maximum(chars, 1), 1),
        "page_links": np.full(n, link_chars.sum() / max(1, chars.sum())),
    }
    own_hints, all_hints = (own_bits[:, None] >> _BITS) & 1, (all_bits[:, None] >> _BITS) & 1
    for nth, name in enumerate(HINT_NAMES):
        columns[f"own_{name}"], columns[f"in_{name}"] = own_hints[:, nth], all_hints[:, nth]
    for k in range(6):
        columns[f"mass_{k}"] = share[:, k]
    for k in range(5):
        columns[f"size_{k}"] = np.log1p(size[:, k])
    density, mean = links_of / np.maximum(chars_of, 1), chars_of / np.maximum(count_of, 1)
    for k in range(1, 5):
        columns[f"links_{k}"] = density[levels[:, k]]
        columns[f"mean_{k}"] = np.log1p(mean[levels[:, k]])
    for k in range(1, 4):
        columns[f"marked_{k}"] = marked_of[levels[:, k]] / size[:, k]
    for limit in (30, 60, 90):
        columns[f"climb_{limit}"] = (share < limit / 100).sum(axis=1)
    climb = np.minimum(columns["climb_60"], _LEVELS - 1)
    columns["tight_60"] = np.log1p(size[np.arange(n), climb]) - np.log1p(n)
    parents = levels[:, 1]
    best_of = np.bincount(parents, mass, elements)
    best = int(best_of.argmax())
    same = levels == best
    columns["in_best"] = same.any(axis=1)
    columns["level_best"] = np.where(columns["in_best"], same.argmax(axis=1), _LEVELS)
    columns["best_share"] = np.full(n, mass_of[best] / total)
    columns["depth_to_main"] = np.clip(depth - depth[int(mass.argmax())], -15, 15)
    new = np.ones(n, bool)
    new[1:] = parents[1:] != parents[:-1]
    run = np.maximum.accumulate(np.where(new, np.arange(n), 0))
    columns["nth_in_parent"] = np.log1p(np.arange(n) - run)
    columns["same_parent_before"] = ~new
    after = np.zeros(n, bool)
    after[:-1] = ~new[1:]
    columns["same_parent_after"] = after
    kinds: dict[tuple[str, str], int] = {}
    like = np.fromiter((kinds.setdefault((o.tag, o.tokens), len(kinds)) for o in origins), np.int64, n)
    like_count = np.bincount(like)
    columns["like_count"] = np.log1p(like_count[like])
    columns["like_mass"] = (np.bincount(like, mass) / total)[like]
    columns["like_links"] = (np.bincount(like, link_share) / like_count)[like]
    columns["_levels"], columns["_like"] = levels, like
    index = np.arange(n)
    is_h1 = tag == _TAG_CODES["h1"]
    columns["h1_before"] = np.minimum(np.cumsum(is_h1), 5)
    columns["h1_count"] = np.full(n, min(5, int(is_h1.sum())))
    fit = own["title_cover"] * (own["log_words"] < 3.5) * (1 + 0.5 * is_h1 + 0.25 * own["kind_heading"])
    fit = fit * (link_share < 0.5)
    title = int(fit.argmax())
    found = fit[title] > 0.5
    columns["past_title"] = np.clip(index - title, -50, 200) if found else np.full(n, -60)
    columns["past_heading_1"] = np.minimum(_distances(is_h1, n)[0], 300)
    around = levels[title][levels[title] > 0]
    near_title = np.zeros(elements, bool)
    near_title[around] = found
    met = near_title[levels]
    columns["level_title"] = np.where(met.any(axis=1), met.argmax(axis=1), _LEVELS)
    columns["title_mass"] = np.where(met.any(axis=1), share[index, met.argmax(axis=1)], 0)
    columns["articles"] = np.full(n, np.log1p(np.count_nonzero(best_of)))
    longest = np.bincount(like, mass).argmax()
    columns["same_as_long"] = like == longest
    return columns


# What a person is told: columns by what they speak of.
GROUPS = ("its words", "its place", "its links", "its element", "class names", "its container", "phrases and marks", "copies", "the blocks around", "the document", "the title")
_PLACE = frozenset(
    ["at", "at_words", "log_from_head", "log_from_tail", "prose_before", "heading_gap", "prose_since_heading", "nth_in_parent", "h1_before", "h1_count", "past_heading_1", "depth"]
)
_AROUND_NAMES = frozenset(
    ["to_prose_before", "to_prose_after", "to_long_before", "to_long_after", "before_first_long", "after_last_long", "near_prose", "near_prose_wide", "near_best"]
)
_CONTAINER = ("mass_", "size_", "mean_", "links_", "marked_", "climb_", "tight_", "like_", "same_")


def group_of(name: str) -> int:
    """Return the place in `GROUPS` of what a column speaks of."""
    if name.startswith(("own_", "in_")) and name != "in_best":
        group = "class names"
    elif name.startswith("doc_") or name in ("page_links", "articles"):
        group = "the document"
    elif name in _AROUND_NAMES or name.endswith(("_b1", "_b2", "_a1", "_a2", "_w3", "_w8")):
        group = "the blocks around"
    elif name in _PLACE:
        group = "its place"
    elif name.startswith("title_") or name in ("past_title", "level_title"):
        group = "the title"
    elif name.startswith(_CONTAINER) or name in ("in_best", "level_best", "best_share", "depth_to_main"):
        group = "its container"
    elif name in ("link_share", "log_links"):
        group = "its links"
    elif name in ("tag", "bold_share") or name.startswith("kind_"):
        group = "its element"
    elif name.startswith(("cue", "mark")) and name != "mark_share":
        group = "phrases and marks"
    elif name.startswith("cop"):
        group = "copies"
    else:
        group = "its words"
    return GROUPS.index(group)
