#!/usr/bin/env bash
# An hour or two of crashes, in release: SIGKILLs, power cuts, eight clerks at the simulated Odoo's ledger, and simulated
# worlds, as many as asked for; one closing line for each part. Seeds run in rounds, each with a line of figures, and end at the first that fails, with the line that
# shows it again.
set -uo pipefail
cd "$(dirname "$0")/.."

kills=${PURLIN_SOAK_KILLS:-2000}
cuts=${PURLIN_SOAK_CUTS:-5000}
seeds=${PURLIN_SOAK_SEEDS:-100000}
minutes=${PURLIN_SOAK_MINUTES:-10}
first=${PURLIN_FIRST_SEED:-1}
# How many seeds make a round.
round=${PURLIN_SOAK_ROUND:-5000}
# It would make each round run one seed only.
unset PURLIN_SEED

for amount in "$kills" "$cuts" "$seeds" "$minutes" "$first" "$round"; do
    if [[ ! $amount =~ ^[0-9]+$ ]]; then
        echo "soak: '$amount' is no whole number" >&2
        exit 64
    fi
done
if ((round < 1)); then
    echo "soak: a round has at least one seed; set PURLIN_SOAK_ROUND to 1 or more" >&2
    exit 64
fi

failed=0

# Runs the tests that a filter names; prints their figures, or what they complain about.
run() {
    local filter=$1 log
    log=$(mktemp)
    if swift test -c release --skip-build --filter "$filter" >"$log" 2>&1 && grep -q 'Test run with [1-9]' "$log"; then
        grep -E '^(kills|power|odoo|ledger|[0-9]+ seeds)' "$log" || true
        rm -f "$log"
    else
        failed=1
        grep -E 'PURLIN_SEED=' "$log" || tail -n 40 "$log"
        echo "soak: the output is in $log"
        return 1
    fi
}

# Says how a part went and how long it took.
close() {
    local name=$1 started=$2 outcome=$3
    printf 'soak: %s %s after %d s\n' "$name" "$outcome" $((SECONDS - started))
}

part() {
    local name=$1 filter=$2 started=$SECONDS
    if run "$filter"; then close "$name" "$started" passed; else close "$name" "$started" FAILED; fi
}

worlds() {
    local started=$SECONDS done=0 count
    while ((done < seeds)); do
        count=$((seeds - done < round ? seeds - done : round))
        export PURLIN_FIRST_SEED=$((first + done)) PURLIN_SOAK_SEEDS=$count
        if ! run '^SimulationTests\.SeededWorldTests'; then
            close "seeds $PURLIN_FIRST_SEED to $((first + done + count - 1))" "$started" FAILED
            return
        fi
        ((done += count))
        echo "soak: $done of $seeds seeds after $((SECONDS - started)) s"
    done
    close "$seeds seeds" "$started" passed
}

PURLIN_SOAK_KILLS=$kills part "$kills SIGKILLs" '^KillLoopTests\.'
PURLIN_SOAK_CUTS=$cuts part "$cuts power cuts" '^PowerLossTests\.'
if ((minutes > 0)); then
    PURLIN_SOAK_MINUTES=$minutes part "$minutes minutes of eight clerks" '^EndToEndTests\.LedgerUnderLoadTests'
fi
worlds
exit $failed
