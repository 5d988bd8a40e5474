#!/usr/bin/env bash
# Runs the built tests that the arguments choose (as `swift test` takes them). Where some fail, says once more at the end
# which, how often and with what first complaint: a long log is mostly cut to its last lines. What was left out is said there,
# too, once for each reason; in the file PURLIN_LEFT_OUT instead, if that is set.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test --skip-build "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
left_out() {
    grep -a 'skipped' "$log" | awk '
        { gsub(/\033\[[0-9;]*m/, "") }
        /^[^A-Za-z]*Test .* skipped(\.|: ".*")$/ {
            reason = sub(/.* skipped: /, "") ? $0 : "without a reason"
            if (!(reason in count)) order[++reasons] = reason
            count[reason]++
        }
        END { for (i = 1; i <= reasons; i++) printf "left out: %d tests: %s\n", count[order[i]], order[i] }
    '
}
if [[ -n ${PURLIN_LEFT_OUT:-} ]]; then left_out >>"$PURLIN_LEFT_OUT"; else left_out; fi
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
