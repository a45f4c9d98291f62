"""Jobs: what they cost over bare `clean()`, how they scale, how much memory they take.

    python benchmarks/jobs.py FILE.jsonl.gz [...]       throughput: FILE holds "text", or "html" (pages), a record a line
    python benchmarks/jobs.py --memory 20000 200000     peak memory of a job over so many made records each, and growth of one process
    python benchmarks/jobs.py --kills 20                jobs that are killed at random moments and resumed, against one that was left alone
    python benchmarks/jobs.py --engines FILE.jsonl.gz   the records of FILE through each engine of `newsclean.engines`

Throughput: the same records by a loop over `clean()` in one process, by a job with one worker where all its processes share one core, and by jobs
with one and with two workers on all cores; for pages also by trafilatura in a loop. Each in a process of its own, in turn, `--rounds` times; the fastest counts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpora import json_lines

STORY = "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening."
KILL_RECORDS = 3000


def loop(file: Path, field: str) -> dict[str, float]:
    import newsclean

    rows = [row[field] for row in json_lines(file)]
    for row in rows[:3]:
        newsclean.clean(row, format=field)
    start, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        newsclean.clean(row, format=field)
    return {"records": len(rows), "seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}


def trafilatura(file: Path, field: str) -> dict[str, float]:
    import trafilatura as peer

    rows = [row[field] for row in json_lines(file)]
    peer.extract(rows[0])
    start = time.perf_counter()
    for row in rows:
        peer.extract(row)
    return {"records": len(rows), "seconds": time.perf_counter() - start}


def job(file: Path, field: str, workers: int, core: bool) -> dict[str, float]:
    """Run a job; `seconds` count from its first chunk to its last, so that the start of worker processes, once a job, does not."""
    from newsclean.batch import Settings
    from newsclean.batch.job import Job
    from newsclean.batch.sources import open_sources

    if core:
        os.sched_setaffinity(0, {0})
    seen: list[tuple[float, int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(**{field: field})
        made = Job(sources=open_sources(str(file), wanted=frozenset([field])), output=f"{folder}/out", settings=settings, kind="parquet", workers=workers)
        made.run(seen=lambda progress: seen.append((time.perf_counter(), progress.run_records, time.process_time(), _children_cpu())))
        done = time.perf_counter(), time.process_time()
    first, last = seen[1], seen[-1]
    return {"records": last[1] - first[1], "seconds": done[0] - first[0], "own_cpu": done[1] - first[2], "worker_cpu": last[3] - first[3]}


def _children_cpu() -> float:
    """Return the CPU seconds of the processes that this one has started and that still run (Linux)."""
    total = 0
    for one in Path("/proc/self/task").glob("*/children"):
        for pid in one.read_text().split():
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(after_name[11]) + int(after_name[12])
    return total / os.sysconf("SC_CLK_TCK")


def _write_made(file: Path, records: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        for nth in range(records):
            out.write(json.dumps({"id": nth, "text": f"{STORY} {nth}.\n\nBack to top", "url": f"https://site{nth % 500}.example/{nth}"}) + "\n")


def peak_memory(records: int, field: str = "text") -> dict[str, float]:
    """Run a job over made records; return the peak memory of its process and of its largest worker, in MB."""
    from newsclean.batch import Settings
    from newsclean.batch.job import Job
    from newsclean.batch.sources import open_sources

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.jsonl"
        _write_made(file, records)
        start = time.perf_counter()
        Job(sources=open_sources(str(file), wanted=frozenset(["text", "url"])), output=f"{folder}/out", settings=Settings(text="text", url="url"), kind="parquet", workers=2).run()
        seconds = time.perf_counter() - start
    return {
        "records": records,
        "seconds": seconds,
        "job_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def growth(records: int) -> dict[str, float]:
    """Clean so many made records in this process; return how much its memory grew behind the first tenth, in kB a record."""
    import newsclean

    def resident() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024

    before = 0.0
    for nth in range(records):
        newsclean.clean(f"By Jane Doe {nth}\n\n{STORY} {nth}.\n\nSee also: Ferry {nth}\n\nBack to top", format="text")
        if nth == records // 10:
            before = resident()
    return {"records": records, "kb_per_record": (resident() - before) / (records * 0.9)}


def engine(name: str, file: Path, field: str) -> dict[str, float]:
    """Clean the records of a file by an engine, twice, so that phrases are loaded where processes live on; the second time counts."""
    import pyarrow as pa

    from engine_runs import ENGINES
    from newsclean.batch import Settings

    table = pa.table({field: [row[field] for row in json_lines(file)]})
    clean = ENGINES[name][0](table, Settings(**{field: field}))
    for _ in range(2):
        start = time.perf_counter()
        records = clean()
        seconds = time.perf_counter() - start
    assert records == table.num_rows, f"{name}: {records} rows of {table.num_rows}"
    return {"records": records, "seconds": seconds}


def engines(file: Path, rounds: int) -> None:
    from engine_runs import ENGINES

    field = "html" if "html" in next(iter(json_lines(file))) else "text"
    runs: dict[str, tuple[object, ...]] = {"`clean()` in a loop": ("loop", file, field), **{name: ("engine", name, file, field) for name in ENGINES}}
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, arguments in runs.items():
            found = run(*arguments)
            best[name] = max(best.get(name, 0), found["records"] / found["seconds"])
    print(f"{file.name}:\n\n| engine | processes | records/s | of the loop |\n|---|---|---|---|")
    for name, speed in best.items():
        print(f"| {name} | {ENGINES[name][1] if name in ENGINES else 1} | {speed:,.0f} | {speed / best['`clean()` in a loop']:.2f} |")


def kills(jobs: int, seed: int = 1) -> None:
    """Kill jobs of 3,000 made records at random moments, each until it comes to its end; compare every byte, and the ids."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.jsonl"
        _write_made(file, KILL_RECORDS)
        command = [sys.executable, "-m", "newsclean.cli", "run", str(file), "--text-column", "text", "--url-column", "url", "--id-column", "id", "-w", "2", "--shard-rows", "700"]
        start = time.perf_counter()
        subprocess.run([*command, "-o", f"{folder}/whole"], check=True, capture_output=True)
        alone = time.perf_counter() - start
        whole = _files(Path(folder) / "whole")
        ids = [json.loads(line)["id"] for name in sorted(whole) if name.startswith("part-") for line in whole[name].splitlines()]
        assert ids == list(range(KILL_RECORDS)), "the job that was left alone lost or doubled a record"
        same = group_kills = worker_kills = 0
        for nth in range(jobs):
            output = Path(folder) / f"killed-{nth}"
            hits = (0, 0)
            while not any(hits):  # a job that was through before anything hit it does not count
                shutil.rmtree(output, ignore_errors=True)
                hits = _kill_until_it_ends(command, output, alone, chance)
            group_kills, worker_kills = group_kills + hits[0], worker_kills + hits[1]
            same += _files(output) == whole
    print(
        f"{jobs} jobs of {KILL_RECORDS:,} records, each hit at least once, {group_kills} kills of all processes and {worker_kills} of a worker:"
        f" {same} with the same bytes as the job that was left alone."
    )


def _kill_until_it_ends(command: list[str], output: Path, alone_s: float, chance: random.Random) -> tuple[int, int]:
    """Run a job and kill it up to four times within the time that it takes alone; return how often all processes and how often one worker was killed."""
    group_kills = worker_kills = 0
    kills_left = chance.randint(1, 4)
    while True:
        resume = ["--resume"] if (output / "_newsclean/manifest.json").exists() else []
        process = subprocess.Popen([*command, "-o", str(output), *resume], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0, alone_s) if kills_left else None)
            break
        except subprocess.TimeoutExpired:
            kills_left -= 1
            workers = _children(process.pid)
            if workers and chance.random() < 0.3:  # one worker alone: the job goes on by itself
                os.kill(chance.choice(workers), signal.SIGKILL)
                worker_kills += 1
                process.wait()
                break
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            group_kills += 1
    assert process.returncode == 0, f"{output.name}: exit code {process.returncode}"
    return group_kills, worker_kills


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _children(pid: int) -> list[int]:
    """Return the worker processes that a process has started (Linux); the one that tracks their semaphores is none."""
    try:
        found = [int(one) for task in Path(f"/proc/{pid}/task").glob("*/children") for one in task.read_text().split()]
        return [one for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
    except OSError:
        return []


def run(*arguments: object) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    out = subprocess.run([sys.executable, __file__, "--one", *map(str, arguments)], check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found


def one(name: str, arguments: list[str]) -> dict[str, float]:
    if name == "peak":
        return peak_memory(int(arguments[0]))
    if name == "growth":
        return growth(int(arguments[0]))
    if name == "engine":
        return engine(arguments[0], Path(arguments[1]), arguments[2])
    file, field = Path(arguments[0]), arguments[1]
    if name == "job":
        return job(file, field, int(arguments[2]), arguments[3] == "core")
    return {"loop": loop, "trafilatura": trafilatura}[name](file, field)


def throughput(file: Path, rounds: int) -> None:
    field = "html" if "html" in next(iter(json_lines(file))) else "text"
    wanted: dict[str, tuple[object, ...]] = {
        "`clean()` in a loop": ("loop", file, field),
        "job, all on one core": ("job", file, field, 1, "core"),
        "job, 1 worker": ("job", file, field, 1, "all"),
        "job, 2 workers": ("job", file, field, 2, "all"),
    }
    if field == "html":
        wanted["trafilatura in a loop"] = ("trafilatura", file, field)
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for name, arguments in wanted.items():
            try:
                found = run(*arguments)
            except subprocess.CalledProcessError as error:
                print(f"{name}: left out ({error.stderr.strip().splitlines()[-1]})", file=sys.stderr)
                continue
            if name not in best or found["records"] / found["seconds"] > best[name]["records"] / best[name]["seconds"]:
                best[name] = found
    base = best["`clean()` in a loop"]
    print(
        f"{file.name}, {base['records']:,.0f} records of {field}:\n\n| run | records/s | of the loop | CPU a record, of the loop | CPU of reading and writing |\n|---|---|---|---|---|"
    )
    for name, found in best.items():
        speed = found["records"] / found["seconds"]
        cpu = found["own_cpu"] + found["worker_cpu"] if "own_cpu" in found else found.get("cpu", 0)
        share = f"{found['own_cpu'] / cpu:.0%}" if "own_cpu" in found else ""
        cost = f"{cpu / found['records'] / (base['cpu'] / base['records']):.2f}" if cpu else ""
        print(f"| {name} | {speed:,.0f} | {speed / (base['records'] / base['seconds']):.2f} | {cost} | {share} |")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", nargs="*", type=int, metavar="RECORDS", help="peak memory of jobs of so many records, and growth over the largest")
    parser.add_argument("--kills", type=int, metavar="JOBS", help="jobs killed at random moments and resumed")
    parser.add_argument("--engines", action="store_true", help="the files by each engine instead of by jobs")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one[0], args.one[1:])))
        return
    for file in args.files:
        (engines if args.engines else throughput)(file, args.rounds)
    if args.kills:
        kills(args.kills)
    if args.memory:
        print("| records | seconds | job's process, MB | largest worker, MB |\n|---|---|---|---|")
        for records in args.memory:
            found = run("peak", records)
            print(f"| {records:,} | {found['seconds']:.0f} | {found['job_mb']:.0f} | {found['worker_mb']:.0f} |")
        found = run("growth", max(args.memory))
        print(f"\nOne process, {found['records']:,.0f} records: {found['kb_per_record']:.3f} kB a record.")


if __name__ == "__main__":
    main()
