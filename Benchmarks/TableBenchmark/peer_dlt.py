"""dlt: rows of csv.DictReader with declared types, extracted and normalized for a load, which is left out."""

import csv
import sys
import tempfile
from decimal import Decimal

import dlt

from contestants import Stopwatch

COLUMNS = {
    "co_code": {"data_type": "text", "nullable": False},
    "employee": {"data_type": "text", "nullable": False},
    "job": {"data_type": "text", "nullable": False},
    "cost_code": {"data_type": "text", "nullable": False},
    "day": {"data_type": "date", "nullable": False},
    "hours": {"data_type": "decimal", "nullable": False},
    "rate": {"data_type": "decimal", "nullable": False},
    "note": {"data_type": "text"},
}


def main():
    watch = Stopwatch("dlt (extract, normalize)")
    rows, total = 0, Decimal(0)

    def records():
        nonlocal rows, total
        with open(sys.argv[1], newline="", encoding="utf-8") as file:
            for record in csv.DictReader(file):
                rows += 1
                total += Decimal(record["Hours"])
                yield record

    with tempfile.TemporaryDirectory(prefix="purlin-dlt-") as folder:
        pipeline = dlt.pipeline("hours", pipelines_dir=folder, destination="duckdb")
        freeze = {"columns": "freeze", "data_type": "freeze"}
        pipeline.extract(dlt.resource(records, name="hours", columns=COLUMNS, schema_contract=freeze))
        pipeline.normalize()
    watch.row(rows, total)


main()
