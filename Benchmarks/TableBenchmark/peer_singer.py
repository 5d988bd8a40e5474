"""singer-sdk: a tap that emits typed records as JSON lines, and a target that validates each and keeps none."""

import csv
import subprocess
import sys
from decimal import Decimal

from singer_sdk import Stream, Tap, Target
from singer_sdk import typing as th
from singer_sdk.sinks import RecordSink

from contestants import COMPANIES, HOURS, LONGEST, RATE, Stopwatch

FILE, SIDE = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None


def text(name, required=True):
    return th.Property(name, th.StringType(max_length=LONGEST[name]), required=required)


def number(name, limits):
    return th.Property(name, th.NumberType(minimum=float(limits[0]), maximum=float(limits[1])), required=True)


class Hours(Stream):
    name = "hours"
    schema = th.PropertiesList(
        th.Property("Co Code", th.StringType(allowed_values=list(COMPANIES)), required=True),
        text("Employee"),
        text("Job"),
        text("Cost Code"),
        th.Property("Day", th.DateType, required=True),
        number("Hours", HOURS),
        number("Rate", RATE),
        text("Note", required=False),
    ).to_dict()

    def get_records(self, context):
        with open(FILE, newline="", encoding="utf-8") as file:
            for record in csv.DictReader(file):
                record["Hours"], record["Rate"] = Decimal(record["Hours"]), Decimal(record["Rate"])
                yield record


class HoursTap(Tap):
    name = "tap-hours"
    config_jsonschema = th.PropertiesList().to_dict()

    def discover_streams(self):
        return [Hours(self)]


class Counter(RecordSink):
    rows, total = 0, Decimal(0)

    def process_record(self, record, context):
        Counter.rows += 1
        Counter.total += Decimal(str(record["Hours"]))


class HoursTarget(Target):
    name = "target-hours"
    config_jsonschema = th.PropertiesList().to_dict()
    default_sink_class = Counter


def main():
    if SIDE == "tap":
        HoursTap(config={}).sync_all()
        return
    if SIDE == "target":
        HoursTarget(config={}).listen(sys.stdin)
        print(f"{Counter.rows}\t{Counter.total}", file=sys.stderr)
        return
    watch = Stopwatch("singer-sdk (tap | target)")
    me = [sys.executable, "-W", "ignore", __file__, FILE]
    with subprocess.Popen(me + ["tap"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as tap:
        target = subprocess.run(
            me + ["target"], stdin=tap.stdout, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True
        )
    rows, total = target.stderr.splitlines()[-1].split("\t")
    watch.row(int(rows), total, children=True)


main()
