"""Reads one file of hours with Purlin and with its peers, one after the other, and prints one table with ratios.

Each contestant is a process of its own. The figure of a row is the median of its runs, with the spread from the slowest to
the fastest behind it. Slow peers read a smaller file of the same kind: rates are compared. Contestants whose count of rows
or sum of hours differs from Purlin's on the same file end the race.
"""

import argparse
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PURLIN = "Purlin"
ON_THE_LARGE_FILE = ("peer_python.py", "peer_duckdb.py", "peer_miller.py")
ON_THE_SMALL_FILE = ("peer_frictionless.py", "peer_dlt.py", "peer_singer.py")
COLUMNS = ("reader", "rows", "rows/s", "spread", "rows per CPU second", "MiB", "Purlin is", "by CPU")


def measured(command):
    """The row that a contestant prints: name, rows, seconds, CPU seconds, MiB, sum of the hours; `None` if it is not installed."""
    run = subprocess.run(command, cwd=HERE, capture_output=True, text=True)
    if "ModuleNotFoundError" in run.stderr or ("FileNotFoundError" in run.stderr and "mlr" in run.stderr):
        return None
    rows = [line.split("\t") for line in run.stdout.splitlines() if line.count("\t") == 5]
    if run.returncode != 0 or len(rows) != 1:
        sys.exit(f"{' '.join(command)} failed:\n{run.stdout}{run.stderr}")
    return rows[0]


def contest(command, runs):
    """The median run of a contestant: name, rows, rows/s, spread, rows per CPU second, MiB, sum of the hours."""
    results = [measured(command) for _ in range(runs)]
    if results[0] is None:
        return None
    results.sort(key=lambda row: float(row[2]), reverse=True)
    rates = [int(row[1]) / max(float(row[2]), 0.001) for row in results]
    middle = (runs - 1) // 2
    name, rows, _, cpu, memory, total = results[middle]
    by_cpu = int(rows) / max(float(cpu), 0.001)
    return [name, int(rows), rates[middle], f"{rates[0]:.0f} to {rates[-1]:.0f}", by_cpu, memory, total]


def check(row, reference):
    if (row[1], float(row[6])) != (reference[1], float(reference[6])):
        sys.exit(f"{row[0]} read {row[1]} rows with {row[6]} hours, Purlin {reference[1]} rows with {reference[6]}")


def print_table(rows, reference):
    table = [COLUMNS]
    for name, count, rate, spread, by_cpu, memory, _ in rows:
        ratios = (f"{reference[2] / rate:.2f} x", f"{reference[4] / by_cpu:.2f} x")
        table.append((name, str(count), f"{rate:.0f}", spread, f"{by_cpu:.0f}", memory) + ratios)
    widths = [max(len(line[column]) for line in table) for column in range(len(COLUMNS))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--purlin", required=True, help="the built TableBenchmark")
    parser.add_argument("--folder", required=True, help="where the files are kept")
    parser.add_argument("--bytes", type=int, default=100_000_000, help="size of the large file")
    parser.add_argument("--small", type=int, help="size of the small file; a fiftieth of the large one if not given")
    parser.add_argument("--runs", type=int, default=3, help="runs of each contestant")
    options = parser.parse_args()
    sizes = {"large": options.bytes, "small": options.small or max(options.bytes // 50, 20_000)}
    ours, rows = {}, []
    for kind, size in sizes.items():
        path = os.path.join(options.folder, f"hours-{size}.csv")
        purlin = [options.purlin, "--file", path, "--bytes", str(size), "--row-only"]
        subprocess.run(purlin + ["--only-make"], check=True)
        ours[kind] = contest(purlin, options.runs)
        if kind == "large":
            rows.append(ours[kind])
        for script in ON_THE_LARGE_FILE if kind == "large" else ON_THE_SMALL_FILE:
            row = contest([sys.executable, "-W", "ignore", os.path.join(HERE, script), path], options.runs)
            if row is None:
                print(f"{script} is left out: what it needs is not installed")
                continue
            check(row, ours[kind])
            rows.append(row)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\nA file of {options.bytes} bytes and eight columns, typed and validated; median of {options.runs} runs.")
    print(f"Load of this machine's {os.cpu_count()} cores in the last 1, 5 and 15 minutes: {load}")
    print_table(rows, ours["large"])


if __name__ == "__main__":
    main()
