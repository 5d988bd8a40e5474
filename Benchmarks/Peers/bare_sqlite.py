"""The least that a Python loop on SQLite does for the same rows: inbox, flow state, outbox, hash-chained audit."""

import os
import sqlite3

import measure

folder, count, size = measure.arguments()
database = sqlite3.connect(os.path.join(folder, "bare.sqlite"), isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
for statement in (
    "CREATE TABLE inbox (id TEXT PRIMARY KEY, payload TEXT NOT NULL)",
    "CREATE TABLE flow (key TEXT PRIMARY KEY, state TEXT NOT NULL)",
    "CREATE TABLE outbox (key TEXT PRIMARY KEY, payload TEXT NOT NULL)",
    "CREATE TABLE audit (sequence INTEGER PRIMARY KEY, line TEXT NOT NULL, hash BLOB NOT NULL)",
):
    database.execute(statement)

link = bytes(32)


def audit(line):
    global link
    link = measure.chained(link, line)
    database.execute("INSERT INTO audit (line, hash) VALUES (?, ?)", (line, link))


def settle(readings):
    database.execute("BEGIN IMMEDIATE")
    for reading in readings:
        line = measure.text(reading)
        database.execute("INSERT INTO inbox VALUES (?, ?)", (reading["id"], line))
        audit(line)
        planned = measure.decide(reading)
        state = (planned["equipment"], str(planned["seconds"]))
        database.execute("INSERT INTO flow VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state", state)
        audit(state[1])
        line = measure.text(planned)
        database.execute("INSERT INTO outbox VALUES (?, ?)", (planned["key"], line))
        audit(line)
    database.execute("COMMIT")


watch = measure.Stopwatch()
for readings in measure.batches(count, size):
    watch.acknowledge(lambda: settle(readings))
watch.row("ceiling: bare SQLite loop, Python", "durable, no engine", size, count)
