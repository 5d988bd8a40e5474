#!/usr/bin/env bash
# Tables: reads one file, typed and validated, beside Python's own csv loop, frictionless, dlt, singer-sdk, DuckDB and Miller.
# Installs the peers where they are missing; what cannot be installed is left out, with a word.
# usage: Benchmarks/TableBenchmark/run.sh TABLE-BENCHMARK [--bytes N] [--small N] [--runs N]
set -euo pipefail
benchmark=$(realpath "$1")
shift
cd "$(dirname "$0")"
line=$((5 << 30))
if [[ $(realpath "$benchmark") == */debug/* ]]; then
    printf 'debug build: these figures say only that the benchmark runs\n'
    line=$((1 << 24))
fi

if ! command -v mlr >/dev/null; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    printf 'tables: installing Miller\n'
    { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends miller; } \
        >/dev/null || printf 'tables: Miller could not be installed\n'
fi
python=python3
if reason=$(../../Scripts/python-environment.sh ../../.build/tables requirements.txt); then
    python=../../.build/tables/bin/python
else
    printf 'tables: %s\n' "$reason"
fi
folder=../../.build/table-benchmark
mkdir -p "$folder"
"$benchmark" --file none --one-line "$line"
exec "$python" race.py --purlin "$benchmark" --folder "$(realpath "$folder")" "$@"
