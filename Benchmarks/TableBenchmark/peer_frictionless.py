"""frictionless: a resource with a schema of types and constraints, row by row."""

import sys
from decimal import Decimal

from frictionless import Resource, Schema, system

from contestants import COMPANIES, HOURS, LONGEST, RATE, Stopwatch


def text(name, required=True):
    return {"name": name, "type": "string", "constraints": {"required": required, "maxLength": LONGEST[name]}}


def number(name, limits):
    constraints = {"required": True, "minimum": str(limits[0]), "maximum": str(limits[1])}
    return {"name": name, "type": "number", "constraints": constraints}


SCHEMA = {
    "fields": [
        {"name": "Co Code", "type": "string", "constraints": {"required": True, "enum": list(COMPANIES)}},
        text("Employee"),
        text("Job"),
        text("Cost Code"),
        {"name": "Day", "type": "date", "constraints": {"required": True}},
        number("Hours", HOURS),
        number("Rate", RATE),
        text("Note", required=False),
    ]
}


def main():
    watch = Stopwatch("frictionless")
    rows, total = 0, Decimal(0)
    with system.use_context(trusted=True):
        source = Resource(path=sys.argv[1], format="csv", encoding="utf-8", schema=Schema.from_descriptor(SCHEMA))
        with source.open() as opened:
            for row in opened.row_stream:
                if not row.valid:
                    raise ValueError(row.errors)
                rows += 1
                total += row["Hours"]
    watch.row(rows, total)


main()
