"""DuckDB: its vectorised CSV reader with declared types, on one thread, and a sum; a ceiling."""

import sys

import duckdb

from contestants import COMPANIES, Stopwatch

TYPES = {
    "Co Code": "VARCHAR",
    "Employee": "VARCHAR",
    "Job": "VARCHAR",
    "Cost Code": "VARCHAR",
    "Day": "DATE",
    "Hours": "DECIMAL(9, 2)",
    "Rate": "DECIMAL(12, 4)",
    "Note": "VARCHAR",
}


def main():
    watch = Stopwatch("DuckDB, one thread")
    connection = duckdb.connect(config={"threads": 1})
    query = """
        select count(*), sum(Hours), count(*) filter (
            "Co Code" not in (select unnest(?)) or Hours not between -24 and 24 or Rate not between 0 and 10000
            or length(Employee) not between 1 and 10 or length(Job) not between 1 and 20
            or length("Cost Code") not between 1 and 20 or length(Note) > 100 or Day is null
        )
        from read_csv(?, header = true, columns = ?, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n')
    """
    rows, total, bad = connection.execute(query, [list(COMPANIES), sys.argv[1], TYPES]).fetchone()
    if bad:
        raise ValueError(bad)
    watch.row(rows, total)


main()
