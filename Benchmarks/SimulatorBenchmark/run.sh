#!/usr/bin/env bash
# The simulated Odoo beside its own ceiling, moto's server and the stubs of pact, specmatic and mitmproxy. Installs what is
# missing; what cannot be installed is left out, with a word.
# usage: Benchmarks/SimulatorBenchmark/run.sh SIMULATOR [--seconds N] [--clients N]
set -euo pipefail
simulator=$(realpath "$1")
shift
cd "$(dirname "$0")"
amounts=()
if [[ $simulator == */debug/* ]]; then
    printf 'debug build: these figures say only that the benchmark runs\n'
    amounts=(--calls 8000 --seconds 2)
fi

if ! command -v wrk >/dev/null; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    printf 'simulated Odoo: installing wrk\n'
    if ! { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wrk; } >/dev/null; then
        printf 'simulated Odoo: wrk could not be installed; it is left out\n'
        exit 0
    fi
fi
moto=()
if reason=$(../../Scripts/python-environment.sh ../../.build/moto requirements.txt); then
    moto=(--moto "$(realpath ../../.build/moto/bin/moto_server)")
else
    printf 'simulated Odoo: %s; moto is left out\n' "$reason"
fi
stubs=()
if reason=$(../../Scripts/python-environment.sh ../../.build/stubs stubs/requirements.txt); then
    stubs=(--stubs "$(realpath ../../.build/stubs)")
else
    printf 'simulated Odoo: %s; pact, specmatic and mitmproxy are left out\n' "$reason"
fi
exec python3 -B measure.py --simulator "$simulator" "${amounts[@]}" "${moto[@]}" "${stubs[@]}" "$@"
