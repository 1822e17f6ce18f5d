"""compare.py --extra: reading alone. Not a program.

CSV       `nir validate` of the drop on one thread, MB/s
NDJSON    `nir validate` of person documents on one thread, MB/s (of --persons, at most 100,000)
gzip      the drop with every file gzipped (level 6): `nir validate` and `nir run` beside inflating the files with zlib on
          as many threads
A nir that has no `validate` yet leaves its rows out.
"""

import gzip
import os
import shutil
import subprocess
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent


def gzipped(drop, target):
    """A copy of the drop in gzip, made once."""
    files = [path for path in drop.rglob("*") if path.is_file()]

    def one(path):
        copy = target / path.relative_to(drop).with_name(path.name + ".gz")
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))
        return copy

    with ThreadPoolExecutor() as pool:  # zlib lets go of Python's lock
        return list(pool.map(one, files))


def inflating(files, threads):
    """Seconds to inflate all files with zlib, by as many threads."""

    def one(path):
        inflater = zlib.decompressobj(wbits=31)
        with open(path, "rb") as file:
            while block := file.read(1 << 18):
                while block:
                    inflater.decompress(block, 1 << 20)
                    block = inflater.unconsumed_tail

    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, files))
    return time.perf_counter() - started


def table(args, drop, size, generated, warm, measured):
    can_validate = "\n  validate " in subprocess.run([args.nir, "--help"], capture_output=True, text=True).stdout

    def validate(drop, threads):
        return [args.nir, "validate", drop, "--threads", threads]

    print("| reading | wall s, median | CPU s | MB/s | peak memory MiB |")
    print("| --- | --- | --- | --- | --- |")

    def row(name, command, bytes):
        out = args.work / "out-extra"
        command = [out if part == "OUT" else part for part in command]
        runs = [measured(command, out, accepted=(0, 65)) for _ in range(args.rounds)]  # 65: validate found a Feil
        wall, cpu, memory = (median(run[k] for run in runs) for k in range(3))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {bytes / 1e6 / wall:,.0f} | {memory:,.0f} |", flush=True)
        return [run[0] for run in runs]

    if can_validate:
        warm(drop)
        row("CSV, `nir validate`, one thread", validate(drop, 1), size)
        persons = min(args.persons, 100_000)
        made = args.work / f"documents-{persons}-{args.seed}"
        documents = generated(args.nir, made, persons, args.seed, "--documents") / "folkeregister"
        alone = args.work / f"documents-alone-{persons}-{args.seed}"
        if not alone.exists():
            shutil.copytree(documents, alone / "folkeregister", copy_function=os.link)
        row("NDJSON documents, `nir validate`, one thread", validate(alone, 1), warm(documents)[1])

    packed = args.work / f"{drop.name}-gzip"
    files = gzipped(drop, packed)
    inflated = []
    for _ in range(args.rounds):
        warm(packed)
        inflated.append(inflating(files, args.threads))
    print(f"| gzip, zlib alone, {args.threads} threads | {median(inflated):.2f} | | {size / 1e6 / median(inflated):,.0f} | |")
    options = ["--input", packed, "--output", "OUT", "--threads", args.threads, "--date", "2024-08-31", "--quiet"]
    commands = {"`nir run`, the whole job": [args.nir, "run", HERE.parents[2] / "pipelines/nightly.yml", *options]}
    if can_validate:
        commands["`nir validate`"] = validate(packed, args.threads)
    for name, command in commands.items():
        walls = row(f"gzip, {name}, {args.threads} threads", command, size)
        print(f"| … as a share of inflating | {median(walls) / median(inflated):.2f} | | | |")
