#!/usr/bin/env bash
# Hours of crashes: SIGKILLs, power cuts and simulated worlds, as many as asked for; one closing line for each part.
set -uo pipefail
cd "$(dirname "$0")/.."

export PURLIN_SOAK_KILLS=${PURLIN_SOAK_KILLS:-2000}
export PURLIN_SOAK_CUTS=${PURLIN_SOAK_CUTS:-5000}
export PURLIN_SOAK_SEEDS=${PURLIN_SOAK_SEEDS:-100000}

failed=0

# Runs the tests that a filter names and says how it went and how long it took.
part() {
    local name=$1 filter=$2 started=$SECONDS log
    log=$(mktemp)
    if swift test --skip-build --filter "$filter" >"$log" 2>&1 && grep -q 'Test run with [1-9]' "$log"; then
        grep -E '^(kills|power|odoo|[0-9]+ (seeds|worlds))' "$log" || true
        printf 'soak: %s passed in %d s\n' "$name" $((SECONDS - started))
        rm -f "$log"
    else
        failed=1
        tail -n 40 "$log"
        printf 'soak: %s FAILED after %d s; its output is in %s\n' "$name" $((SECONDS - started)) "$log"
    fi
}

part "$PURLIN_SOAK_KILLS SIGKILLs" '^KillLoopTests\.'
part "$PURLIN_SOAK_CUTS power cuts" '^PowerLossTests\.'
part "$PURLIN_SOAK_SEEDS seeds" '^SimulationTests\.SeededWorldTests'
exit $failed
