#!/usr/bin/env bash
# Webhook intake over HTTP: the endpoint with its store beside the same endpoint without one, 64 connections, in one run.
# usage: Benchmarks/WebhookBenchmark/run.sh [SECONDS]   (CONFIGURATION=debug only shows that it runs)
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
configuration=${CONFIGURATION:-release}
command -v wrk >/dev/null || { echo "wrk is missing: install it, for example 'apt-get install wrk'" >&2; exit 1; }
swift build -c "$configuration" --product WebhookBenchmark
program=$(swift build -c "$configuration" --show-bin-path)/WebhookBenchmark
[ "$configuration" = release ] || echo "debug build: these figures say only that the benchmark runs"

measure() {
    local kind=$1 port=$2 log
    log=$(mktemp)
    "$program" --store "$kind" --port "$port" >"$log" &
    local server=$!
    until grep -q ready "$log"; do kill -0 "$server"; sleep 0.1; done
    wrk -t 2 -c 64 -d "${seconds}s" --latency -s Benchmarks/WebhookBenchmark/deliveries.lua \
        "http://127.0.0.1:$port" -- "$kind" >"$log.wrk"
    local memory
    memory=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$server/status")
    kill -INT "$server"
    wait "$server"
    rate=$(awk '/Requests\/sec/ { print int($2) }' "$log.wrk")
    echo "$kind: $rate acknowledged/s," \
        "p50 $(awk '$1 == "50%" { print $2 }' "$log.wrk"), p99 $(awk '$1 == "99%" { print $2 }' "$log.wrk")," \
        "$memory MiB$(grep -h 'Non-2xx' "$log.wrk" || true) $(grep -h deliveries "$log" || true)"
    rm -f "$log" "$log.wrk"
}

measure nothing 18484
ceiling=$rate
measure sqlite 18485
awk -v a="$rate" -v b="$ceiling" 'BEGIN { printf "ratio to the same server without a store: %.2f\n", a / b }'
