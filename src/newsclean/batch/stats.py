"""What a job found, added up: documents, verdicts, removals by filter, the share of the text that was removed, by host and language.

Counts of parts of a job add up to those of the whole, whatever the parts were, so that a resumed job reports what an
uninterrupted one does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from newsclean.article import Article
from newsclean.batch.arrow import status_of

__all__ = ["Stats", "drift"]

# The removed share is counted in steps of one hundredth; quantiles are those of the steps.
_STEPS = 100
_QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9, "p99": 0.99}
# A job over the web meets more hosts than a report can show: those that come after so many are counted together.
MAX_HOSTS = 10_000
OTHER_HOSTS = "(other hosts)"
# The same for notes: each record may have keys of its own.
MAX_NOTES = 50
OTHER_NOTES = "further notes"
NO_HOST = "(no address)"
NO_LANGUAGE = "(unknown)"
# A sample shows this much of the text before and behind a removal.
_AROUND_CHARS = 120
_MAX_SAMPLE_CHARS = 600

# What counts as drift: groups of at least so many documents are compared, a share that moves by more than so much, a filter that
# removes from so many times as many documents and at least from so many more in a hundred.
DRIFT_MIN_DOCUMENTS = 50
DRIFT_MAX_SHARE = 0.1
DRIFT_MAX_TIMES = 2.0
DRIFT_MIN_FILTER_SHARE = 0.02

Group = dict[str, Any]


class Stats:
    """The counts of a job, or of a part of it. `samples` is how many removals to keep for each filter, language and tier."""

    def __init__(self, samples: int = 0, data: Mapping[str, Any] | None = None) -> None:
        known = data or {}
        self.samples = samples
        self.total: Group = known.get("total") or _group()
        self.hosts: dict[str, Group] = known.get("hosts") or {}
        self.languages: dict[str, Group] = known.get("languages") or {}
        self.filters: dict[str, dict[str, int]] = known.get("filters") or {}
        self.errors: dict[str, int] = known.get("errors") or {}
        self.notes: dict[str, int] = known.get("notes") or {}
        self.sampled: dict[str, list[list[Any]]] = known.get("sampled") or {}

    def to_data(self) -> dict[str, Any]:
        """Return the counts as plain data, ready for JSON and for `Stats(data=…)`."""
        return {"total": self.total, "hosts": self.hosts, "languages": self.languages, "filters": self.filters, "errors": self.errors, "notes": self.notes, "sampled": self.sampled}

    def add(self, article: Article, url: str | None) -> None:
        """Count a document that was cleaned."""
        language = article.metadata.language or NO_LANGUAGE
        size = len(article.document.text)
        share = 0.0 if not size else 1 - sum(len(span) for span in article.kept) / size
        step = str(round(share * _STEPS))
        for group in (self.total, self._host(url), self.languages.setdefault(language, _group())):
            group["documents"] += 1
            _count(group["status"], status_of(article))
            _count(group["verdicts"], str(article.verdict))
            _count(group["removed_share"], step)
        for name in {removal.filter for removal in article.removals}:
            _count(self.filters.setdefault(name, {"documents": 0, "removals": 0}), "documents")
        for removal in article.removals:
            self.filters[removal.filter]["removals"] += 1
        if self.samples:
            self._sample(article, language)

    def add_error(self, message: str, url: str | None) -> None:
        """Count a record that could not be cleaned."""
        for group in (self.total, self._host(url)):
            group["documents"] += 1
            _count(group["status"], "error")
        _count(self.errors, _kind(message))

    def add_fresh(self, count: int) -> None:
        """Count records that were taken over from an earlier job."""
        if count:
            self.total["documents"] += count
            _count(self.total["status"], "fresh", count)

    def add_notes(self, notes: Mapping[str, int]) -> None:
        """Count what sources left out without making a record an error."""
        for note, count in notes.items():
            _count(self.notes, note if note in self.notes or len(self.notes) < MAX_NOTES else OTHER_NOTES, count)

    def merge(self, other: Stats) -> None:
        """Add the counts of a part that came behind this one."""
        _merge_group(self.total, other.total)
        for host, group in other.hosts.items():
            _merge_group(self.hosts.setdefault(host, _group()) if host in self.hosts or len(self.hosts) < MAX_HOSTS else self.hosts.setdefault(OTHER_HOSTS, _group()), group)
        for language, group in other.languages.items():
            _merge_group(self.languages.setdefault(language, _group()), group)
        for name, counts in other.filters.items():
            mine = self.filters.setdefault(name, {"documents": 0, "removals": 0})
            for key, count in counts.items():
                mine[key] += count
        for kind, count in other.errors.items():
            _count(self.errors, kind, count)
        self.add_notes(other.notes)
        for key, found in other.sampled.items():
            self.sampled[key] = sorted([*self.sampled.get(key, []), *found])[: self.samples]

    @property
    def mean_removed_share(self) -> float:
        """The share of a document's characters that was removed, in the mean over the documents that were cleaned; 0.0 without any."""
        steps = self.total["removed_share"]
        count = sum(steps.values())
        return sum(int(step) * times for step, times in steps.items()) / _STEPS / count if count else 0.0

    def report(self) -> dict[str, Any]:
        """Return the report: counts, what sources left out, and quantiles of the removed share, for all, by host, by language, and by filter."""
        return {
            "all": _reported(self.total),
            "errors": dict(sorted(self.errors.items())),
            "notes": dict(sorted(self.notes.items())),
            "filters": {name: self.filters[name] for name in sorted(self.filters)},
            "languages": {name: _reported(self.languages[name]) for name in sorted(self.languages)},
            "hosts": {name: _reported(self.hosts[name]) for name in sorted(self.hosts)},
        }

    def sample_lines(self) -> Iterator[dict[str, Any]]:
        """Yield the removals that were kept for a person to look at, by filter, language and tier."""
        for key in sorted(self.sampled):
            name, language, tier = key.split("\t")
            for _, before, removed, after, reason, evidence in self.sampled[key]:
                yield {"filter": name, "language": language, "tier": tier, "before": before, "removed": removed, "after": after, "reason": reason, "evidence": evidence}

    def _host(self, url: str | None) -> Group:
        host = host_of(url)
        if host not in self.hosts and len(self.hosts) >= MAX_HOSTS:
            host = OTHER_HOSTS
        return self.hosts.setdefault(host, _group())

    def _sample(self, article: Article, language: str) -> None:
        """Keep the removals whose hash is lowest: a choice by chance that is the same in every run."""
        text = article.document.text
        for removal in article.removals:
            start, end = removal.span.start, removal.span.end
            key = f"{removal.filter}\t{language}\t{removal.tier.name.lower()}"
            removed = text[start:end]
            before, after = text[max(0, start - _AROUND_CHARS) : start], text[end : end + _AROUND_CHARS]
            rank = hashlib.sha256(f"{before}\0{removed}\0{after}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
            found = self.sampled.setdefault(key, [])
            if len(found) < self.samples or rank < found[-1][0]:
                found.append([rank, before, removed[:_MAX_SAMPLE_CHARS], after, removal.reason, removal.evidence])
                found.sort()
                del found[self.samples :]


def host_of(url: str | None) -> str:
    """Return the host of an address without "www.", "(no address)" where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or NO_HOST


def drift(report: Mapping[str, Any], baseline: Mapping[str, Any]) -> list[str]:
    """Return in words what has changed from one report to another: a site that changed its layout, a rule that went wild."""
    found: list[str] = []
    groups = [("all", baseline["all"], report["all"])]
    for kind in ("languages", "hosts"):
        groups += [(f"{kind[:-1]} {name}", before, report[kind][name]) for name, before in baseline[kind].items() if name in report[kind]]
    for name, before, now in groups:
        if min(before["documents"], now["documents"]) < DRIFT_MIN_DOCUMENTS:
            continue
        for verdict in sorted({*before["verdicts"], *now["verdicts"]} | {"error"}):
            was, is_ = _share(before, verdict), _share(now, verdict)
            if abs(is_ - was) > DRIFT_MAX_SHARE:
                found.append(f"{name}: {verdict} was {was:.0%} of {before['documents']} documents, is {is_:.0%} of {now['documents']}")
        for quantile in ("p50", "p90"):
            was, is_ = before["removed_share"][quantile], now["removed_share"][quantile]
            if was is not None and is_ is not None and abs(is_ - was) > DRIFT_MAX_SHARE:
                found.append(f"{name}: the removed share ({quantile}) was {was:.2f}, is {is_:.2f}")
    if min(baseline["all"]["documents"], report["all"]["documents"]) >= DRIFT_MIN_DOCUMENTS:
        for name in sorted({*baseline["filters"], *report["filters"]}):
            was, is_ = (one["filters"].get(name, {}).get("documents", 0) / one["all"]["documents"] for one in (baseline, report))
            low, high = sorted((was, is_))
            if high - low >= DRIFT_MIN_FILTER_SHARE and high > DRIFT_MAX_TIMES * low:
                found.append(f"filter {name}: removed something from {was:.1%} of the documents, does from {is_:.1%}")
    return found


def _share(group: Mapping[str, Any], verdict: str) -> float:
    count: int = group["status"].get("error", 0) if verdict == "error" else group["verdicts"].get(verdict, 0)
    documents: int = group["documents"]
    return count / documents


def _group() -> Group:
    return {"documents": 0, "status": {}, "verdicts": {}, "removed_share": {}}


def _count(counts: dict[str, int], key: str, by: int = 1) -> None:
    counts[key] = counts.get(key, 0) + by


def _merge_group(mine: Group, other: Group) -> None:
    mine["documents"] += other["documents"]
    for part in ("status", "verdicts", "removed_share"):
        for key, count in other[part].items():
            _count(mine[part], key, count)


def _reported(group: Group) -> dict[str, Any]:
    steps = sorted((int(step), count) for step, count in group["removed_share"].items())
    documents = sum(count for _, count in steps)
    quantiles: dict[str, float | None] = {}
    for name, share in _QUANTILES.items():
        left = share * documents
        quantiles[name] = None
        for step, count in steps:
            left -= count
            quantiles[name] = step / _STEPS
            if left <= 0:
                break
    return {"documents": group["documents"], "status": dict(sorted(group["status"].items())), "verdicts": dict(sorted(group["verdicts"].items())), "removed_share": quantiles}


def _kind(message: str) -> str:
    """Return the beginning of an error's message, which says its kind: what it says of the one record comes behind a comma or a bracket."""
    for mark in (", got", " (", "; "):
        message = message.partition(mark)[0]
    return message[:100]
