"""Runs Purlin's benchmark and its peers one after the other on this machine, and prints one table with ratios.

Each contestant is a process of its own, gets the same records and syncs every commit. The figure of a row is the median
of its runs, with the spread from the slowest to the fastest behind it.
"""

import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ("peer_dbos.py", "peer_huey.py", "peer_persist_queue.py", "peer_beanstalkd.py")
PEERS_WITH_ROWS = ("peer_persist_queue_rows.py",)
SERIAL, BATCH = 1, 100
COLUMNS = ("engine", "guarantee", "batch", "records/s", "p50 ms", "p99 ms", "MiB", "spread")


def measured(command, folder):
    """The rows that a contestant prints, each a list of the seven texts that measure.Stopwatch.row writes."""
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    except subprocess.TimeoutExpired:
        sys.exit(f"{' '.join(command)} took longer than 600 s")
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{run.stdout}{run.stderr}")
    return [line.split("\t") for line in run.stdout.splitlines() if line.count("\t") == 6]


def median_rows(make_command, runs):
    """Runs a contestant several times; each row with its median rate and the spread behind it."""
    collected = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="purlin-race-") as folder:
            for row in measured(make_command(folder), folder):
                collected.setdefault((row[0], row[2]), []).append(row)
    for rows in collected.values():
        rows.sort(key=lambda row: float(row[3]))
        middle = rows[(len(rows) - 1) // 2]
        yield middle + [f"{rows[0][3]} to {rows[-1][3]}"]


def peer_rows(names, count, size, runs):
    for name in names:
        command = lambda folder: [sys.executable, "-W", "ignore", os.path.join(HERE, name), folder, str(count), str(size)]
        yield from median_rows(command, runs)


def print_table(title, rows, reference):
    """Prints rows with their ratio to the rate `reference`."""
    print(f"\n{title}")
    table = [COLUMNS + ("Purlin is",)]
    for row in rows:
        table.append(tuple(row) + (f"{reference / float(row[3]):.2f} x",))
    widths = [max(len(str(line[column])) for line in table) for column in range(len(table[0]))]
    for line in table:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(line, widths)).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--purlin", required=True, help="the built purlin-benchmarks")
    parser.add_argument("--records", type=int, default=20000, help="records of a batched measurement")
    parser.add_argument("--runs", type=int, default=3, help="runs of each contestant")
    options = parser.parse_args()
    few = max(options.records // 20, 50)

    def purlin(batch, records):
        words = ["--workload", "saturated", "--rows", "--batch", str(batch), "--records", str(records)]
        return list(median_rows(lambda folder: [options.purlin, *words], options.runs))

    ours = purlin(SERIAL, few * 4) + purlin(BATCH, options.records)
    by_batch = {row[2]: float(row[3]) for row in ours}
    rate = max(by_batch.values())
    alone = list(peer_rows(("fsyncs.py",) + PEERS + ("bare_sqlite.py",), few, SERIAL, options.runs))
    together = list(peer_rows(PEERS_WITH_ROWS + ("bare_sqlite.py",), options.records, BATCH, options.runs))
    opaque = list(peer_rows(PEERS, options.records, BATCH, options.runs))

    print(f"{options.records} records, {few} where each is committed alone; median of {options.runs} runs; all synced")
    print_table("Purlin: intake, decision, outbox and audit of each record", ours, rate)
    print_table("One record at a time, as they come, beside Purlin saturated", alone, rate)
    print_table("One record at a time, beside Purlin with one record at a time", alone, by_batch[str(SERIAL)])
    print_table(f"{BATCH} records in a commit, each of them a row of its own", together, by_batch[str(BATCH)])
    print_table(
        f"{BATCH} records in one opaque message: no record has an identity, order, retry or audit of its own",
        opaque,
        by_batch[str(BATCH)],
    )


if __name__ == "__main__":
    main()
