#!/usr/bin/env bash
# Runs the built tests that the arguments choose (as `swift test` takes them). Where some fail, says once more at the end
# which, how often and with what first complaint: a long log is mostly cut to its last lines.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test --skip-build "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if ((status == 0)); then
    grep -aq 'Test run with [1-9]' "$log" && exit 0
    echo "no test is chosen by: $*" >&2
    exit 1
fi

echo "failed:"
grep -a 'recorded an issue' "$log" | awk '
    match($0, /Test .* recorded an issue/) {
        name = substr($0, RSTART + 5, RLENGTH - 23)
        sub(/ with .*/, "", name)
        if (!(name in count)) { order[++tests] = name; first[name] = substr($0, RSTART + RLENGTH + 1, 400) }
        count[name]++
    }
    END { for (i = 1; i <= tests && i <= 15; i++) printf "  %s (%d): %s\n", order[i], count[order[i]], first[order[i]] }'
grep -a 'Test run with' "$log" | tail -n 1
exit "$status"
