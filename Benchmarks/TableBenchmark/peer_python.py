"""Python's standard library: csv, Decimal and date in one loop, with the same checks."""

import csv
import sys
from datetime import date
from decimal import Decimal

from contestants import COMPANIES, HOURS, LONGEST, RATE, Stopwatch


def main():
    watch = Stopwatch("Python csv + Decimal + date")
    rows, total = 0, Decimal(0)
    longest_employee, longest_job, longest_code, longest_note = LONGEST.values()
    (least_hours, most_hours), (least_rate, most_rate) = HOURS, RATE
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        for company, employee, job, code, day, hours, rate, note in reader:
            hours, rate = Decimal(hours), Decimal(rate)
            record = (company, employee.strip(), job.strip(), code.strip(), date.fromisoformat(day), hours, rate, note)
            if (
                company not in COMPANIES
                or not 0 < len(record[1]) <= longest_employee
                or not 0 < len(record[2]) <= longest_job
                or not 0 < len(record[3]) <= longest_code
                or len(note) > longest_note
                or not least_hours <= hours <= most_hours
                or not least_rate <= rate <= most_rate
            ):
                raise ValueError(record)
            rows += 1
            total += hours
    watch.row(rows, total)


main()
