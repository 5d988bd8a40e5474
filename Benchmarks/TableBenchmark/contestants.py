"""What every contestant checks, and the row that it prints: name, rows, seconds, CPU seconds, MiB, sum of the hours."""

import resource
import time
from decimal import Decimal

COMPANIES = ("KST", "KSW")
LONGEST = {"Employee": 10, "Job": 20, "Cost Code": 20, "Note": 100}
HOURS = (Decimal(-24), Decimal(24))
RATE = (Decimal(0), Decimal(10_000))


class Stopwatch:
    """Measures from its making to its row."""

    def __init__(self, name):
        self.name = name
        self.start = time.perf_counter()
        self.start_cpu = time.process_time()

    def row(self, rows, hours, children=False):
        seconds = time.perf_counter() - self.start
        who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
        usage = resource.getrusage(who)
        cpu = usage.ru_utime + usage.ru_stime if children else time.process_time() - self.start_cpu
        memory = usage.ru_maxrss // 1024
        print(f"{self.name}\t{rows}\t{seconds:.3f}\t{cpu:.3f}\t{memory}\t{Decimal(hours).normalize():f}")
