#!/usr/bin/env python3
"""nir beside DuckDB and Polars: the same drop, in turn, several rounds; prints a Markdown table.

usage, from the project's folder, after `swift build -c release`:
  Tests/Benchmarks/Peers/compare                          1,000,000 persons, 5 rounds, 2 threads
  Tests/Benchmarks/Peers/compare --persons 100000 --rounds 3
  Tests/Benchmarks/Peers/compare --drop DROP --nir NIR    another drop (plain CSV), another program
  Tests/Benchmarks/Peers/compare --all-modes              DuckDB's and Polars' other modes too
  Tests/Benchmarks/Peers/compare --extra                  reading alone: CSV, NDJSON documents, gzip

Needs python3 with venv, and once the network: the peers are installed (requirements.txt) into a virtual environment
in the work folder, .build/peers, where the drop and the outputs lie too (3 GB for a million persons).

nir does its whole job: all rules, all outputs or the two of reduced.yml, with avvik and checksums of every file in
the manifest. The peers do the reduced job of job.py, and must agree to the byte. Measured is the whole process, its
start included. A share is taken within its round, against the faster (or more sparing) peer of that round; the table
shows the median over the rounds. Files are read once before each round; what a program wrote is synced to disk
before the next begins. The order shifts by one a round.
"""

import argparse
import filecmp
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import extra

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[2]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--drop", type=Path, help="a drop that exists, instead of a generated one")
    parser.add_argument("--nir", type=Path, default=PROJECT / ".build/release/nir")
    parser.add_argument("--work", type=Path, default=PROJECT / ".build/peers")
    parser.add_argument("--all-modes", action="store_true")
    parser.add_argument("--extra", action="store_true")
    return parser.parse_args()


def environment(work):
    """The Python that has the peers."""
    python = work / "venv/bin/python"
    wanted = (HERE / "requirements.txt").read_text()
    stamp = work / "venv/installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
        stamp.write_text(wanted)
    return python


def generated(nir, drop, persons, seed, documents="--no-documents"):
    if not drop.exists():
        unfinished = drop.with_name(drop.name + ".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        options = ["--persons", str(persons), "--seed", str(seed), "--format", "csv", documents, "--quiet"]
        subprocess.run([nir, "generate", "--output", unfinished, *options], check=True)
        unfinished.rename(drop)
    return drop


def warm(drop):
    """Reads every file; returns how many and how many bytes."""
    files = [path for path in drop.rglob("*") if path.is_file()]
    return len(files), sum(len(path.read_bytes()) for path in files)


def measured(command, out, accepted=(0,)):
    """Wall and CPU seconds, peak resident MiB of one run."""
    shutil.rmtree(out, ignore_errors=True)
    os.sync()
    started = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if (code := os.waitstatus_to_exitcode(status)) not in accepted:
        sys.exit(f"failed ({code}): {' '.join(map(str, command))}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def programs(args, python, drop):
    """name -> (command, output folder); the peers first."""

    def peer(name, mode):
        out = args.work / f"out-{name}-{mode}"
        return [python, HERE / f"peer_{name}.py", drop, out, "--threads", args.threads, "--mode", mode], out

    def nir(pipeline):
        out = args.work / f"out-nir-{pipeline.stem}"
        options = ["--input", drop, "--output", out, "--threads", args.threads, "--date", "2024-08-31", "--quiet"]
        return [args.nir, "run", pipeline, *options], out

    found = {"DuckDB, stream": peer("duckdb", "stream"), "Polars, streaming": peer("polars", "streaming")}
    if args.all_modes:
        found["DuckDB, tables"] = peer("duckdb", "tables")
        found["DuckDB, typed"] = peer("duckdb", "typed")
        found["Polars, eager"] = peer("polars", "eager")
    found["**nir run**, the whole job"] = nir(PROJECT / "pipelines/nightly.yml")
    found["**nir run**, reduced.yml"] = nir(HERE / "reduced.yml")
    return found


def must_agree(outs):
    """The peers' files are the same to the byte, or the comparison is worth nothing."""
    for out in outs[1:]:
        for name in ("personliste.csv", "fordeling.csv", "kontroll.csv"):
            if not filecmp.cmp(outs[0] / name, out / name, shallow=False):
                sys.exit(f"{outs[0] / name} and {out / name} differ")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores {model}, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def spread(values, form):
    return f"{form.format(median(values))} ({form.format(min(values))}-{form.format(max(values))})"


def table(rounds, peers):
    print("| program | wall s, median (range) | CPU s | peak memory MiB | wall ÷ faster peer | CPU ÷ | memory ÷ |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in rounds[0]:
        wall, cpu, memory = ([r[name][k] for r in rounds] for k in range(3))
        shares = [[r[name][k] / min(r[p][k] for p in peers) for r in rounds] for k in range(3)]
        print(
            f"| {name} | {spread(wall, '{:.2f}')} | {median(cpu):.2f} | {median(memory):,.0f} "
            f"| {spread(shares[0], '{:.3f}')} | {median(shares[1]):.3f} | {median(shares[2]):.2f} |"
        )


def main():
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    args.work = args.work.resolve()
    if not args.nir.exists():
        sys.exit(f"no {args.nir}: swift build -c release")
    python = environment(args.work)
    drop = args.drop or generated(args.nir, args.work / f"drop-{args.persons}-{args.seed}", args.persons, args.seed)
    todo = programs(args, python, drop)
    peers = [name for name in todo if "nir" not in name]

    rounds, loads = [], []
    for number in range(args.rounds):
        files, size = warm(drop)
        names = list(todo)
        names = names[number % len(names) :] + names[: number % len(names)]
        results = {}
        for name in names:
            loads.append(os.getloadavg()[0])
            results[name] = measured(*todo[name])
            wall, cpu, memory = results[name]
            print(f"round {number + 1}: {name}: {wall:.2f} s, CPU {cpu:.2f} s, {memory:.0f} MiB", file=sys.stderr)
        rounds.append({name: results[name] for name in todo})
        must_agree([todo[name][1] for name in peers])

    versions = (HERE / "requirements.txt").read_text().split()
    print(f"{size / 1e6:,.0f} MB in {files:,} files, {args.threads} threads, {args.rounds} rounds, {', '.join(versions)}.")
    print(f"{machine()}. Load when a program began: {spread(loads, '{:.1f}')}.\n")
    table(rounds, peers)
    if args.extra:
        print()
        extra.table(args, drop, size, generated, warm, measured)


if __name__ == "__main__":
    main()
