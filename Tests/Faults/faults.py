"""The fault suite of nir: see README.md. Every case makes one thing go wrong, and then
holds nir to what cli.md promises: the exit code, a message without personal data, last
night's outputs whole, and a next run that nothing hinders."""

import argparse
import fnmatch
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from bench import Bench, Fault, Skip  # noqa: E402
import cases_input  # noqa: E402
import cases_system  # noqa: E402
import cases_moving  # noqa: E402


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--nir", help="the program (default: the release build of this checkout, made if need be)")
    p.add_argument("--only", default="*", help="run the cases whose name fits this pattern")
    p.add_argument("--repeat", type=int, default=40, help="how many times files are moved under a run")
    p.add_argument("--keep", action="store_true", help="leave the work folder")
    p.add_argument("--list", action="store_true", help="name the cases")
    a = p.parse_args()
    cases = [(f"{m.__name__[6:]}/{n}", f) for m in (cases_input, cases_system, cases_moving) for n, f in m.CASES]
    if a.list:
        print("\n".join(n for n, _ in cases))
        return 0
    root = pathlib.Path(__file__).resolve().parents[2]
    nir = a.nir
    if nir is None:
        subprocess.run(["swift", "build", "-c", "release", "--product", "nir"], cwd=root, check=True)
        where = subprocess.run(["swift", "build", "-c", "release", "--show-bin-path"], cwd=root, check=True,
                               capture_output=True, text=True).stdout.strip()
        nir = where + "/nir"
    work = pathlib.Path(tempfile.mkdtemp(prefix="nir-faults-"))
    os.chmod(work, 0o755)
    bad, skipped, done = [], 0, 0
    try:
        bench = Bench(pathlib.Path(nir).resolve(), work, a.repeat)
        for name, case in cases:
            if not fnmatch.fnmatch(name, a.only) and not fnmatch.fnmatch(name.split("/")[1], a.only):
                continue
            start = time.time()
            try:
                with bench.night() as night:
                    said = case(night)
                print(f"ok    {name} ({time.time() - start:.1f} s){': ' + said if said else ''}", flush=True)
                done += 1
            except Skip as e:
                skipped += 1
                print(f"skip  {name}: {e}", flush=True)
            except Fault as e:
                bad.append(name)
                print(f"FAIL  {name}: {e}", flush=True)
    finally:
        if not a.keep:
            shutil.rmtree(work, ignore_errors=True)
        else:
            print(f"kept: {work}")
    print(f"{done} cases ok, {skipped} skipped, {len(bad)} failed" + (": " + ", ".join(bad) if bad else ""))
    return 1 if bad or not done else 0


if __name__ == "__main__":
    sys.exit(main())
