"""Input that shrinks, grows, vanishes or is replaced while it is read."""

import os
import random
import shutil
import threading
import time

from bench import NEXT, expect

CASES = []
MB = 1 << 20


def case(f):
    CASES.append((f.__name__, f))
    return f


def big(n):
    """A drop with files that are read whole and in parts."""
    source = n.bench.work / "big"
    if not source.exists():
        n.bench.generate(source, 60_000, 5, "--format", "csv")
        # Files that are big enough for several parts each.
        for kind in ("vedtak", "tiltak", "fravaer"):
            files = [f for f in sorted((source / "kommune").glob(f"{kind}_*")) if f.stat().st_size > 10_000]
            with open(source / f"kommune/{kind}_samlet.csv", "wb") as out:
                head = files[0].read_bytes().split(b"\n", 1)[0]
                while out.tell() < 30 * MB:
                    for f in files:
                        h, _, rest = f.read_bytes().partition(b"\n")
                        if h == head and rest:
                            out.write((h + b"\n" if out.tell() == 0 else b"") + rest)
        docs = b"".join(f.read_bytes() for f in sorted((source / "folkeregister").glob("*.ndjson")))
        with open(source / "folkeregister/samlet.ndjson", "wb") as out:
            out.write(docs[:40 * MB])
    if not n.drop.exists():
        shutil.copytree(source, n.drop)
    return source


def shrink(path, r):
    os.truncate(path, int(os.path.getsize(path) * r.random()))


def empty(path, r):
    os.truncate(path, 0)


def grow(path, r):
    data = open(path, "rb").read(200_000)
    with open(path, "ab") as f:
        for _ in range(r.randrange(1, 40)):
            f.write(data)


def vanish(path, r):
    os.unlink(path)


def replace(path, r):
    with open(str(path) + ".ny", "wb") as f:
        f.write(open(path, "rb").read(int(os.path.getsize(path) * r.random())) + b"\nx;y\n")
    os.rename(str(path) + ".ny", path)


def rewrite(path, r):
    with open(path, "r+b") as f:
        for _ in range(50):
            f.seek(int(os.path.getsize(path) * r.random()))
            f.write(r.choice([b"\0\0\0", b'"', b"\n\n", b"\xff\xfe", b";;;;;;;;", b"x" * 5000]))


def turn_into_folder(path, r):
    os.unlink(path)
    os.mkdir(path)


def turn_into_pipe(path, r):
    os.unlink(path)
    os.mkfifo(path)


def turn_into_link(path, r):
    os.unlink(path)
    os.symlink("/etc/passwd", path)


MOVES = [shrink, empty, grow, vanish, replace, rewrite, turn_into_folder, turn_into_pipe, turn_into_link]


@case
def files_that_move(n):
    """A thread changes files at a random moment of the run; every run is a whole night, with every row accounted for."""
    source = big(n)
    r = n.run()
    expect(r.code == 0, r.text)
    took = r.seconds
    files = [p.relative_to(source) for p in source.rglob("*") if p.is_file()]
    files.sort(key=lambda p: -(source / p).stat().st_size)
    chance = random.Random(20240831)
    seen, codes = {}, {}
    for i in range(n.bench.repeat):
        move = MOVES[i % len(MOVES)]
        # The big ones mostly: they are read longest.
        targets = chance.sample(files[:6], 2) + chance.sample(files, 3)
        moment = took * 0.6 * chance.random()

        def work():
            time.sleep(moment)
            for t in dict.fromkeys(targets):
                try:
                    move(n.drop / t, chance)
                except OSError:
                    pass

        t = threading.Thread(target=work)
        r = n.run(during=lambda p: t.start(), timeout=60)
        t.join()
        n.passed(r)
        for line in n.manifest()["inputs"]:
            if line.get("fault"):
                seen[line["fault"]] = seen.get(line["fault"], 0) + 1
        codes[move.__name__] = codes.get(move.__name__, 0) + 1
        expect(b"root:" not in (n.out / "avvik.csv").read_bytes(), "a link out of the drop was followed")
        for t in dict.fromkeys(targets):
            p = n.drop / t
            if p.is_dir() and not p.is_symlink():
                p.rmdir()
            elif p.is_symlink() or p.exists():
                p.unlink()
            shutil.copy(source / t, p)
    n.mended()
    return f"{n.bench.repeat} runs; faults told: {seen}"


@case
def folders_that_move(n):
    """The drop, or a folder of it, is moved away during the run."""
    big(n)
    expect(n.run().code == 0, "the night before")
    n.before = n.outputs()
    chance = random.Random(7)
    for i in range(max(4, n.bench.repeat // 4)):
        which = [n.drop, n.drop / "kommune", n.drop / "folkeregister"][i % 3]
        away = n.folder / "borte"
        moment = 0.3 * chance.random() ** 2

        def work():
            time.sleep(moment)
            os.rename(which, away)

        t = threading.Thread(target=work)
        r = n.run(during=lambda p: t.start(), timeout=60)
        t.join()
        os.rename(away, which)
        if r.code == 0:
            n.passed(r)
            n.before = n.outputs()
        else:
            n.failed(r, 66)
    n.mended()


@case
def a_file_that_never_ends(n):
    """A file that is written to as long as it is read."""
    n.begin()
    path = n.drop / "kommune/reservasjoner_vokser.csv"
    path.write_text("DUF-nummer;Dato for reservasjon;Registrert dato\n")
    done = threading.Event()

    def write():
        row = b"900099900014;01.02.2024;02.02.2024\n" * 2000
        with open(path, "ab") as f:
            while not done.is_set() and f.tell() < 2000 * MB:
                f.write(row)

    t = threading.Thread(target=write)
    t.start()
    time.sleep(0.1)
    try:
        r = n.run(pipeline=n.pipeline(limits={"maks_bytes_fil": 300 * MB}), timeout=100)
    finally:
        done.set()
        t.join()
    n.passed(r)
    path.unlink()
    n.mended()
    return f"{r.seconds:.1f} s, {r.peak // MB} MiB"
