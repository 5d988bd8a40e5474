"""What every contestant shares: the record, the clock, and the row that is printed."""

import hashlib
import json
import resource
import sys
import time


def record(number):
    """One meter reading, of the same size as the ones that Purlin's own benchmark takes."""
    machine = number % 40
    return {
        "id": f"pin:KST{machine}/operatingHours/{number}",
        "object": "MeterReading",
        "equipment": {"oem": "Kestrel", "serial": "KX30A00104", "pin": f"KST{machine}"},
        "series": "operatingHours",
        "time": "2026-01-05T05:58:11Z",
        "counterSeconds": number,
        "sourceValue": "PT4211H36M",
    }


def decide(reading):
    """The decision of the race: a cost line for the reading, under a key of its own."""
    machine = reading["equipment"]["pin"]
    return {
        "key": f"{machine}/{reading['counterSeconds']}",
        "object": "CostEntry",
        "equipment": machine,
        "day": reading["time"][:10],
        "seconds": reading["counterSeconds"],
    }


def text(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def chained(previous, line):
    """The next link of an audit chain."""
    return hashlib.sha256(previous + line.encode()).digest()


def batches(count, size):
    """The records in batches, the last one perhaps smaller."""
    for start in range(0, count, size):
        yield [record(number) for number in range(start, min(start + size, count))]


class Stopwatch:
    """Counts records from the first acknowledgement asked for to the last effect, and keeps each acknowledgement's wait."""

    def __init__(self):
        self.waits = []
        self.start = time.perf_counter()

    def acknowledge(self, put):
        before = time.perf_counter()
        result = put()
        self.waits.append(time.perf_counter() - before)
        return result

    def row(self, name, guarantee, batch, count):
        """Prints one row: name, guarantee, batch size, records/s, p50 and p99 of an acknowledgement in ms, memory in MiB."""
        elapsed = time.perf_counter() - self.start
        waits = sorted(self.waits)
        middle, high = (1000 * waits[min(int(len(waits) * part), len(waits) - 1)] for part in (0.5, 0.99))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        fields = (name, guarantee, batch, f"{count / elapsed:.0f}", f"{middle:.2f}", f"{high:.2f}", f"{memory:.0f}")
        print("\t".join(str(field) for field in fields), flush=True)


def arguments():
    """Folder, number of records and batch size, as race.py passes them."""
    return sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
