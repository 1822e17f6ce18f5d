#!/bin/sh
# Coverage-guided fuzzing of the readers with libFuzzer. One command:
#
#   Tests/Fuzz/fuzz.sh TARGET [RUNS]      e.g.  Tests/Fuzz/fuzz.sh csv 1000000
#
# Targets: json array lines gzip utf8 windows1252 csv raw file values; `all` runs each in turn.
# The build, the corpora and what was found lie under $NIR_FUZZ_DIR (default: .build/fuzz in the
# repository, which is not committed). A finding is printed with its file: make it a test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${NIR_FUZZ_DIR:-$root/.build/fuzz}
runs=${2:-1000000}
mkdir -p "$work"
swift build --package-path "$here" --scratch-path "$work/build" -c release \
  -Xswiftc -sanitize=fuzzer -Xswiftc -parse-as-library -Xswiftc -enable-testing
targets=$1
[ "$1" = all ] && targets="json array lines gzip utf8 windows1252 csv raw file values"
for t in $targets; do
  corpus=$work/corpus/$t
  mkdir -p "$corpus" "$work/found"
  python3 "$here/seeds.py" "$t" "$corpus" "$root/Tests/Golden" "$root/input" ${NIR_FUZZ_DROPS:-}
  echo "== $t: $runs runs"
  # Swift's own crash report would keep libFuzzer from saving the input.
  SWIFT_BACKTRACE=enable=no NIR_FUZZ=$t "$work/build/release/Fuzz" -runs="$runs" -max_len=4096 -timeout=5 -rss_limit_mb=2048 \
    -dict="$here/nir.dict" -artifact_prefix="$work/found/$t-" -print_final_stats=1 "$corpus"
done
