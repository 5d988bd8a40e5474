#!/usr/bin/env bash
# Builds packages from outside, with Purlin's public products only: the partner's one, whose tests run, and one that
# `purlin connector new` has just written, which must pass the conformance list as it is, in both hosts.
set -euo pipefail
cd "$(dirname "$0")/.."

# The flags of all builds, as in the Makefile.
read -ra flags <<<"${BUILD_FLAGS:-}"
build=.build/outside
new=.build/outside-new
begin=$SECONDS
swift test "${flags[@]}" --package-path IntegrationTests/ThirdPartyConnector --scratch-path "$build"

rm -rf "$new"
"$(swift build --show-bin-path)/purlin" connector new Acme --capability rest,rest-sink,file,file-sink,webhook \
    --standalone "$new" --purlin . >/dev/null
swift build "${flags[@]}" --package-path "$new" --scratch-path "$build"
for host in linked process; do
    report=$("$build/debug/acme-conformance" --host "$host") || {
        echo "$report"
        echo "a connector that was just written does not pass the list ($host)" >&2
        exit 1
    }
    tail -n 1 <<<"$report"
done
echo "packages from outside: $((SECONDS - begin)) s"
