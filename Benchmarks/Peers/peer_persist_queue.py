"""persist-queue's acknowledged queue on SQLite: put, get, put the plan into a second queue, acknowledge."""

import os

import persistqueue

import measure

folder, count, size = measure.arguments()
inbox = persistqueue.SQLiteAckQueue(os.path.join(folder, "inbox"), auto_commit=True)
outbox = persistqueue.SQLiteAckQueue(os.path.join(folder, "outbox"), auto_commit=True)
for queue in (inbox, outbox):
    mode = queue._putter.execute("PRAGMA synchronous").fetchone()[0]
    assert mode == 2, f"synchronous is {mode}, not FULL"

watch = measure.Stopwatch()
waiting = 0
for readings in measure.batches(count, size):
    watch.acknowledge(lambda: inbox.put(readings))
    waiting += 1
done = 0
for _ in range(waiting):
    readings = inbox.get()
    outbox.put([measure.decide(reading) for reading in readings])
    inbox.ack(readings)
    done += len(readings)
assert done == count
watch.row("persist-queue (SQLite ack)", "at least once", size, count)
