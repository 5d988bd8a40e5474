"""persist-queue's FIFO queue with explicit commits: each record a row of its own, a batch of them in each commit."""

import os

import persistqueue

import measure

folder, count, size = measure.arguments()
inbox = persistqueue.FIFOSQLiteQueue(os.path.join(folder, "inbox"), auto_commit=False)
outbox = persistqueue.FIFOSQLiteQueue(os.path.join(folder, "outbox"), auto_commit=False)
for queue in (inbox, outbox):
    mode = queue._putter.execute("PRAGMA synchronous").fetchone()[0]
    assert mode == 2, f"synchronous is {mode}, not FULL"


def put(queue, values):
    for value in values:
        queue.put(value)
    queue.task_done()


watch = measure.Stopwatch()
for readings in measure.batches(count, size):
    watch.acknowledge(lambda: put(inbox, readings))
done = 0
while done < count:
    planned = [measure.decide(inbox.get()) for _ in range(min(size, count - done))]
    put(outbox, planned)
    inbox.task_done()
    done += len(planned)
watch.row("persist-queue (SQLite), a row a record", "at least once", size, count)
