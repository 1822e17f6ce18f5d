"""What the cases stand on: a drop, last night's outputs, and how a run is looked at."""

import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager

NIGHT, NEXT = "2024-08-30", "2024-08-31"


class Fault(Exception):
    """nir did not do what it should."""


class Skip(Exception):
    """The case needs what this machine does not give."""


def expect(truth, said):
    if not truth:
        raise Fault(said)


class Outcome:
    def __init__(self, code, out, err, seconds, peak):
        self.code, self.out, self.err, self.seconds, self.peak = code, out, err, seconds, peak

    @property
    def text(self):
        return f"exit {self.code}: {(self.err or self.out).decode('utf-8', 'replace').strip()[-400:]}"


class Bench:
    """The program, a pristine drop and what it gives; made once."""

    def __init__(self, nir, work, repeat):
        self.work, self.repeat = work, repeat
        # Where another user can run it too.
        self.nir = work / "nir"
        shutil.copy(nir, self.nir)
        os.chmod(self.nir, 0o755)
        self.drop = work / "pristine"
        self.generate(self.drop, 1500, 11)
        # The person of the cases' own files.
        (self.drop / "udi/udi_feil.csv").write_text(
            "DUF-nummer;Fornavn;Etternavn;Fødselsdato;Hjemmel;Vedtaksdato\n"
            "900099900014;Prøve;Feilsen;01.05.1990;Utlendingsloven 2008 § 28 Asyl;01.12.2022\n")
        # Where another user can read it too.
        for p in [self.drop, *self.drop.rglob("*")]:
            p.chmod(0o755 if p.is_dir() else 0o644)
        self.secrets = self.find_secrets(self.drop)

    def generate(self, folder, persons, seed, *more):
        subprocess.run([self.nir, "generate", "--persons", str(persons), "--seed", str(seed), "--mess", "0.03",
                        "--output", folder, *more], check=True, capture_output=True)

    @staticmethod
    def find_secrets(drop):
        """Numbers and names of the drop's persons, as bytes."""
        numbers, names = set(), set()
        for f in drop.rglob("*"):
            if not f.is_file():
                continue
            data = f.read_bytes()
            if "folkeregister" in f.parts:
                names |= {m for _, m in re.findall(rb'"(fornavn|etternavn)": *"([^"]{3,})"', data)}
                numbers |= set(re.findall(rb'"(?:foedselsEllerDNummer|identifikasjonsnummer)": *"(\d{11,12})"', data))
            else:
                numbers |= set(re.findall(rb"\b\d{12}\b", data)) | set(re.findall(rb"\b\d{4} \d{6} \d{2}\b", data))
        numbers |= {n[:4] + b" " + n[4:10] + b" " + n[10:] for n in numbers if len(n) == 12 and b" " not in n}
        return numbers, names

    def told(self, data):
        """What of the drop's own names and numbers stands in bytes."""
        numbers, names = self.secrets
        words = set(re.findall(rb"[\w\x80-\xff]+", data))
        found = {n for n in re.findall(rb"\d{4} \d{6} \d{2}|\d{11,12}", data) if n in numbers}
        return found | {n for n in names if n in words}

    @contextmanager
    def night(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="case-", dir=self.work))
        os.chmod(folder, 0o755)
        n = Night(self, folder)
        try:
            yield n
        finally:
            n.close()


class Night:
    """A case's own drop and output folder, with last night's outputs in it."""

    def __init__(self, bench, folder):
        self.bench, self.folder = bench, folder
        self.drop, self.out = folder / "drop", folder / "out"
        self.mounts = []
        self.limits = []

    def close(self):
        for m in reversed(self.mounts):
            subprocess.run(["umount", "-l", m], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def mount(self, where, *options):
        if os.geteuid() != 0:
            raise Skip("mounting needs root")
        where.mkdir(exist_ok=True)
        r = subprocess.run(["mount", *options, str(where)], capture_output=True, text=True)
        if r.returncode != 0:
            raise Skip("cannot mount here: " + r.stderr.strip())
        self.mounts.append(str(where))

    def begin(self, drop=True):
        """Copies the drop and runs last night."""
        if drop:
            shutil.copytree(self.bench.drop, self.drop)
        r = self.run(date=NIGHT)
        expect(r.code == 0, f"the night before fails: {r.text}")
        self.before = self.outputs()
        return self

    def pipeline(self, limits=(), outputs=(), **keys):
        """A pipeline file of the case's own."""
        values = {"name": "fault", "beregningsdato": NEXT, "input": self.drop, "output": self.out, **keys}
        lines = [f"{k}: {json.dumps(str(v))}" for k, v in values.items()]
        if limits:
            lines += ["limits:"] + [f"  {k}: {v}" for k, v in dict(limits).items()]
        if outputs:
            lines += ["outputs:"] + [f"  - {o}" for o in outputs]
        path = self.folder / "pipeline.yml"
        path.write_text("\n".join(lines) + "\n")
        return path

    def run(self, date=NEXT, pipeline=None, command=None, prefix=(), env=None, timeout=120, stdout=None, stderr=None,
            before=None, during=None, threads=None, piped=False):
        """Runs nir and measures it. `during` is called with the process; `piped`: what it says goes through
        pipes, which no limit on the size of files touches."""
        if command is None:
            pipeline = pipeline or self.pipeline()
            command = ["run", pipeline, "--date", date]
        if threads:
            command = [*command, "--threads", str(threads)]
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        start = time.time()
        ends = [os.pipe(), os.pipe()] if piped else []
        if piped:
            stdout, stderr = ends[0][1], ends[1][1]
        p = subprocess.Popen([*map(str, prefix), self.bench.nir, *map(str, command)], stdin=subprocess.DEVNULL,
                             stdout=out if stdout is None else stdout, stderr=err if stderr is None else stderr,
                             env=None if env is None else {**os.environ, **env}, preexec_fn=before, cwd=self.folder)
        if during:
            during(p)
        peak = 0
        while time.time() - start < timeout:
            peak = self.resident(p.pid) or peak
            pid, status = os.waitpid(p.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.004)
        else:
            p.kill()
            os.waitpid(p.pid, 0)
            p.returncode = -9
            raise Fault(f"hangs: not done after {timeout} s")
        p.returncode = os.waitstatus_to_exitcode(status)
        for (r, w), f in zip(ends, (out, err)):
            os.close(w)
            with open(r, "rb") as said:
                f.write(said.read())
        for f in (out, err):
            f.seek(0)
        return Outcome(p.returncode, out.read(), err.read(), time.time() - start, peak)

    @staticmethod
    def resident(pid):
        """The peak so far of the program's own memory; what wait4 tells has Python's in it."""
        try:
            with open(f"/proc/{pid}/status") as f:
                for line in f:
                    if line.startswith("VmHWM:"):
                        return int(line.split()[1]) * 1024
        except (OSError, ValueError):
            pass
        return 0

    # What stands in the output folder.

    def manifest(self):
        return json.loads((self.out / "kjoering.json").read_bytes())

    def outputs(self):
        """The night's files as a reader sees them, by name, with their checksums."""
        names = ["kjoering.json"] + [o["name"] for o in self.manifest()["outputs"]]
        return {n: hashlib.sha256((self.out / n).read_bytes()).hexdigest() for n in names}

    def whole(self):
        """One night's outputs, all of them, as their manifest says; every row accounted for."""
        m, now = self.manifest(), self.outputs()
        for o in m["outputs"]:
            expect(now[o["name"]] == o["sha256"], f"{o['name']} is not the one that the manifest names")
        for i in m["inputs"]:
            r = i["rows"]
            expect(r["read"] == r["taken"] + r["rejected"] + r["duplicates"], f"{i['path']}: rows are lost: {r}")
        seen = {n for n in os.listdir(self.out) if n.endswith((".csv", ".html", ".json"))}
        expect(seen == set(now), f"files of no night: {seen ^ set(now)}")
        return m

    # What a case holds a run to.

    def silent(self, r):
        found = self.bench.told(r.err) | (self.bench.told(r.out))
        expect(not found, f"names or numbers in the log: {len(found)}")
        expect(b"Fatal error" not in r.err and b"Crash" not in r.err, f"crashes: {r.text}")
        expect(not any(c < 0x20 and c != 0x0A for c in r.err), "control characters in the log")

    def failed(self, r, codes, says=None):
        """The run ended with the code, said why, and left last night's outputs."""
        codes = codes if isinstance(codes, (tuple, list, set)) else (codes,)
        expect(r.code in codes, f"wanted exit {codes}, got {r.text}")
        self.silent(r)
        expect(r.err.startswith(b"nir: ") or b"\nnir: " in r.err or b"Error: " in r.err, f"no message: {r.text}")
        if says:
            expect(says.encode() in r.err, f"message without «{says}»: {r.text}")
        self.kept()

    def kept(self):
        expect(self.outputs() == self.before, "last night's outputs are not whole")

    def passed(self, r):
        """The run ended well and left a whole night."""
        expect(r.code == 0, f"wanted exit 0, got {r.text}")
        self.silent(r)
        m = self.whole()
        expect(m["beregningsdato"] == NEXT, "the manifest is of another night")
        found = self.bench.told((self.out / "kjoering.json").read_bytes())
        expect(not found, "names or numbers in the manifest")
        return m

    def mended(self):
        """Nothing hinders the next run; it gives what a clean folder gives."""
        r = self.run()
        self.passed(r)
        left = [n for n in os.listdir(self.out) if n.startswith(".nir-tmp-")]
        expect(not left, f"left behind: {left}")
        here = {k: v for k, v in self.outputs().items() if k.endswith(".csv") and k != "sammenligning.csv"}
        clean = self.folder / "clean"
        r = self.run(command=["run", self.pipeline(), "--output", clean, "--quiet"])
        expect(r.code == 0, f"a clean folder fails: {r.text}")
        for name, sha in here.items():
            expect(hashlib.sha256((clean / name).read_bytes()).hexdigest() == sha, f"{name} is another than in a clean folder")
        shutil.rmtree(clean)

    def inputs(self, path):
        """The manifest's line of a file."""
        found = [i for i in self.manifest()["inputs"] if i["path"] == path]
        expect(found, f"{path} is not in the manifest")
        return found[0]

    def codes(self, path):
        """The codes of avvik.csv for a file, with how many."""
        counts = {}
        for line in (self.out / "avvik.csv").read_bytes().split(b"\r\n")[1:]:
            f = line.split(b";")
            if len(f) > 2 and f[2] == path.encode():
                counts[f[1].decode()] = counts.get(f[1].decode(), 0) + 1
        return counts


def limit(kind, value):
    """To be called in the child: a limit of the process."""
    def set_it():
        resource.setrlimit(kind, (value, value))
    return set_it


def as_nobody():
    """The words before a command that runs it as a user with no rights."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise Skip("setpriv is not here")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
