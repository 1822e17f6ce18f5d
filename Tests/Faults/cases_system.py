"""The machine gives less than is asked: disk, rights, memory, descriptors, streams, folders."""

import os
import resource
import shutil
import signal
import stat
import subprocess

from bench import NIGHT, Fault, Skip, as_nobody, expect, limit

CASES = []
MB = 1 << 20


def case(f):
    CASES.append((f.__name__, f))
    return f


def bytes_of(folder):
    return sum(os.path.getsize(os.path.join(r, f)) for r, _, fs in os.walk(folder) for f in fs if not os.path.islink(os.path.join(r, f)))


# The disk.

@case
def disk_full(n):
    """A tmpfs that has room for last night and a part of tonight: full at every stage of writing."""
    shutil.copytree(n.bench.drop, n.drop)
    n.mount(n.out, "-t", "tmpfs", "-o", "size=512m,mode=750", "nir-faults")
    n.begin(drop=False)
    one = bytes_of(n.out)
    failed = 0
    for share in (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 1.0, 1.02, 1.3):
        size = int((one * (1 + share)) // 4096 * 4096 + 8192)
        r = subprocess.run(["mount", "-o", f"remount,size={size}", n.out], capture_output=True)
        if r.returncode != 0:
            continue
        r = n.run()
        if r.code == 0:
            n.passed(r)
            n.before = n.outputs()
            subprocess.run(["mount", "-o", "remount,size=512m", n.out], check=True)
            r = n.run(date=NIGHT)
            expect(r.code == 0, r.text)
            n.before = n.outputs()
        else:
            n.failed(r, (73, 74), "No space left on device")
            failed += 1
    expect(failed >= 6, f"only {failed} runs met the full disk")
    subprocess.run(["mount", "-o", "remount,size=512m", n.out], check=True)
    n.mended()
    return f"{failed} runs met a full disk"


@case
def no_inodes(n):
    shutil.copytree(n.bench.drop, n.drop)
    n.mount(n.out, "-t", "tmpfs", "-o", "size=64m,mode=750", "nir-faults")
    n.begin(drop=False)
    used = os.statvfs(n.out)
    for more in range(0, 14):
        r = subprocess.run(["mount", "-o", f"remount,nr_inodes={used.f_files - used.f_ffree + more}", n.out], capture_output=True)
        if r.returncode != 0:
            raise Skip("nr_inodes cannot be changed here")
        r = n.run()
        if r.code == 0:
            n.passed(r)
            break
        n.failed(r, (73, 74), "No space left on device")
    subprocess.run(["mount", "-o", "remount,nr_inodes=100000", n.out], check=True)
    n.mended()


@case
def temporary_folder_full(n):
    """validate sorts more faults than it holds in memory in TMPDIR."""
    n.begin()
    tmp = n.folder / "tmp"
    n.mount(tmp, "-t", "tmpfs", "-o", "size=64k", "nir-faults")
    with open(n.drop / "kommune/reservasjoner_feil.csv", "w") as f:
        f.write("DUF-nummer;Dato for reservasjon;Registrert dato\n" + "x;y;z\n" * 400_000)
    r = n.run(command=["validate", n.drop, "--format", "csv"], env={"TMPDIR": str(tmp)})
    expect(r.code in (65, 74), r.text)
    if r.code == 74:
        expect(b"No space left" in r.err, r.text)
    r = n.run(command=["validate", n.drop, "--format", "csv"], env={"TMPDIR": str(n.folder / "finnes-ikke")})
    expect(r.code in (65, 73, 74), r.text)
    n.passed(n.run(env={"TMPDIR": str(n.folder / "finnes-ikke")}))


@case
def file_size_limit(n):
    """RLIMIT_FSIZE: the write fails, the program is not shot."""
    n.begin()
    for size in (0, 1, 4096, 100_000, 500_000):
        n.failed(n.run(before=limit(resource.RLIMIT_FSIZE, size), piped=True), (73, 74), "File too large")
    n.mended()


@case
def read_only_output(n):
    """A mount that cannot be written, a folder that is another's, a file in its place."""
    n.begin()
    if os.geteuid() == 0:
        place = n.out
        n.mount(place, "--bind", str(place))
        subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
        n.failed(n.run(), (73, 74), "ead-only file system")
        subprocess.run(["umount", place], check=True)
        n.mounts.remove(str(place))
    prefix = as_nobody()
    if prefix:
        for p in [n.out, *n.out.rglob("*")]:
            if not p.is_symlink():
                p.chmod(0o755 if p.is_dir() else 0o644)
        n.failed(n.run(prefix=prefix), 73, "ermission denied")
    plain = n.folder / "fil"
    plain.write_text("x")
    for out in (plain, plain / "under", "/proc/nir", "/dev/null", "/dev/null/x"):
        n.failed(n.run(command=["run", n.pipeline(), "--output", out]), 73)
    expect(plain.read_text() == "x", "the file in the folder's place was touched")
    os.symlink("finnes-ikke-mappe/x", n.folder / "lenke")
    n.failed(n.run(command=["run", n.pipeline(), "--output", n.folder / "lenke"]), 73)
    n.mended()


@case
def rights(n):
    """0640 and 0750 whatever the umask, and nothing for others."""
    shutil.copytree(n.bench.drop, n.drop)
    for mask in (0o000, 0o022, 0o077, 0o777):
        out = n.folder / f"ut-{mask:o}"
        r = n.run(command=["run", n.pipeline(), "--output", out], before=lambda m=mask: os.umask(m))
        expect(r.code == 0, f"umask {mask:o}: {r.text}")
        for base, folders, files in os.walk(out):
            for name in folders + files + ["."]:
                s = os.lstat(os.path.join(base, name))
                if stat.S_ISLNK(s.st_mode):
                    continue
                mode = stat.S_IMODE(s.st_mode)
                expect(mode & 0o027 == 0, f"umask {mask:o}: {name} has {mode:o}")
                if stat.S_ISREG(s.st_mode) and name.endswith((".csv", ".html", ".json", ".prom")):
                    expect(mode == 0o640, f"umask {mask:o}: {name} has {mode:o}")
                if stat.S_ISDIR(s.st_mode):
                    expect(mode == 0o750, f"umask {mask:o}: the folder {name} has {mode:o}")


# The process.

@case
def little_memory(n):
    """Address space from far too little up: it ends, and last night stands."""
    n.begin()
    codes = []
    for size in (20, 40, 60, 80, 100, 120, 150, 200, 300, 500, 2000):
        r = n.run(before=limit(resource.RLIMIT_AS, size * MB), timeout=60)
        codes.append(r.code)
        if r.code == 0:
            n.passed(r)
            n.before = n.outputs()
        else:
            n.kept()
            expect(not n.bench.told(r.err), "names or numbers in the log")
    expect(codes[0] != 0 and codes[-1] == 0, str(codes))
    n.mended()
    return f"exit codes {codes}"


@case
def few_descriptors(n):
    n.begin()
    for count in (4, 5, 6, 8, 12, 20, 30):
        r = n.run(before=limit(resource.RLIMIT_NOFILE, count), threads=4)
        if r.code == 0:
            n.passed(r)
            for i in n.manifest()["inputs"]:
                expect(not i.get("fault"), f"{count} descriptors: a file was left out and the run went well: {i.get('fault')}")
            n.before = n.outputs()
        else:
            n.failed(r, (73, 74), "files")
    n.mended()


@case
def streams(n):
    """Standard output and error closed, full, or read by nobody: never a word of them in a file."""
    n.begin()
    full = open("/dev/full", "wb")
    nobody = []

    def broken():
        r, w = os.pipe()
        os.close(r)
        nobody.append(w)
        return w

    def closing(*which):
        def close():
            for f in which:
                os.close(f)
        return close

    # A night's run is not stopped by a log that nobody takes; that its summary is lost is said by 74.
    for name, options, codes in [
        ("stdout closed", {"before": closing(1)}, (0, 74)), ("stderr closed", {"before": closing(2)}, (0,)),
        ("all closed", {"before": closing(0, 1, 2)}, (0, 74)), ("stdout full", {"stdout": full}, (74,)),
        ("stderr full", {"stderr": full}, (0,)), ("stdout read by nobody", {"stdout": broken()}, (74,)),
        ("stderr read by nobody", {"stderr": broken()}, (0,)),
        ("both read by nobody", {"stdout": broken(), "stderr": broken()}, (74,)),
    ]:
        r = n.run(**options)
        expect(r.code in codes, f"{name}: wanted {codes}, got {r.text}")
        n.whole()
        expect(n.manifest()["beregningsdato"] == "2024-08-31", f"{name}: the night is not there")
    for command in (["personliste", "--from", n.out, "--csv"], ["rules"], ["schema"], ["--help"], ["run", "--help"],
                    ["validate", n.drop], ["explain", "9000 999000 14", "--input", n.drop]):
        for name, options in (("closed", {"before": closing(1)}), ("full", {"stdout": full}), ("read by nobody", {"stdout": broken()})):
            r = n.run(command=command, **options)
            expect(r.code != 0 and r.code > 0 or "--help" in command, f"{command[0]} with stdout {name}: {r.text}")
    for w in nobody:
        os.close(w)
    n.mended()


@case
def surroundings(n):
    """Strange locale, time zone, terminal, home; none at all. The same bytes each time."""
    n.begin()
    n.passed(n.run())
    want = {k: v for k, v in n.outputs().items() if k.endswith(".csv")}
    for env in ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, {"LC_ALL": "xx_YY"}, {"TZ": "Mars/Phobos"},
                {"TZ": ":/etc/passwd"}, {"TZ": "x" * 5000}, {"TERM": "\x1b[31m", "COLUMNS": "-3"}, {"HOME": "/finnes-ikke", "TMPDIR": ""},
                {"PATH": ""}, {"NO_COLOR": "1", "COLUMNS": "999999999999999999999"}):
        n.passed(n.run(env=env))
        expect({k: v for k, v in n.outputs().items() if k.endswith(".csv")} == want, f"other bytes with {env}")
    n.passed(n.run(prefix=["env", "-i"]))
    expect({k: v for k, v in n.outputs().items() if k.endswith(".csv")} == want, "other bytes with an empty environment")
    r = n.run(date="today", env={"TZ": "x" * 5000})
    expect(r.code == 0, r.text)


@case
def gone_folder(n):
    """The current folder is no more."""
    n.begin()
    p = n.pipeline()
    r = n.run(command=["run", p], prefix=["sh", "-c", f'mkdir -p {n.folder}/borte; cd {n.folder}/borte; rmdir {n.folder}/borte; exec "$@"', "sh"])
    n.passed(r)
    r = n.run(command=["run", "relativ.yml"], prefix=["sh", "-c", f'mkdir -p {n.folder}/borte; cd {n.folder}/borte; rmdir {n.folder}/borte; exec "$@"', "sh"])
    expect(r.code == 64, r.text)


# Folders that should not meet.

@case
def output_in_the_drop(n):
    """The drop would hold tonight's outputs tomorrow: refused."""
    n.begin()
    os.symlink(n.drop, n.folder / "annet-navn")
    before = sorted(p for p in n.drop.rglob("*"))
    for out in (n.drop, n.drop / "ut", n.drop / "ut/dypt/nede", f"{n.drop}/../drop/ut", n.folder / "annet-navn/ut", n.folder / "annet-navn"):
        n.failed(n.run(command=["run", n.pipeline(), "--output", out]), 64, "input folder")
    expect(sorted(p for p in n.drop.rglob("*")) == before, "something was made in the drop")
    # The other way round nothing is wrong: the drop is not touched.
    outer = n.folder / "ytre"
    shutil.copytree(n.drop, outer / "leveranse")
    r = n.run(command=["run", n.pipeline(), "--input", outer / "leveranse", "--output", outer])
    expect(r.code == 0, r.text)
    expect(len([p for p in (outer / "leveranse").rglob("*")]) == len(before), "the drop was touched")
    n.mended()


@case
def pattern_out_of_the_drop(n):
    n.begin()
    for pattern in ("../*", "/etc/*", "kommune/../../*", "a/**/../b", ""):
        path = n.pipeline()
        path.write_text(path.read_text() + f"files:\n  vedtak: {pattern!r}\n")
        n.failed(n.run(pipeline=path), 64, "pipeline.yml:")
    for text in ("", "\0", "a: [", "&a [*a]", "- x", "name: x\n" * 3, "x" * (2 * MB), "a: &x\n" + "".join(f"b{i}: [*x,*x]\n" for i in range(50))):
        path = n.folder / "rar.yml"
        path.write_text(text)
        n.failed(n.run(pipeline=path), 64)
    n.mended()


@case
def no_such_input(n):
    n.begin()
    for folder in (n.folder / "finnes-ikke", "/dev/null", n.pipeline()):
        n.failed(n.run(command=["run", n.pipeline(), "--input", folder]), 66)
    (n.folder / "tom").mkdir()
    r = n.run(command=["run", n.pipeline(), "--input", n.folder / "tom", "--output", n.folder / "ut-tom"])
    expect(r.code == 0, r.text)
    n.mended()
