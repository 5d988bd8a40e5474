"""huey on SQLite, synced at every commit: a task for each batch, its plan kept as the task's result."""

import os

from huey import SqliteHuey

import measure

folder, count, size = measure.arguments()
huey = SqliteHuey("race", filename=os.path.join(folder, "huey.sqlite"), fsync=True, results=True)


@huey.task()
def plan(readings):
    return [measure.decide(reading) for reading in readings]


watch = measure.Stopwatch()
results = []
for readings in measure.batches(count, size):
    results.append(watch.acknowledge(lambda: plan(readings)))
while True:
    task = huey.dequeue()
    if task is None:
        break
    huey.execute(task)
done = sum(len(result.get(preserve=True)) for result in results)
assert done == count
watch.row("huey (SQLite, fsync)", "at most once", size, count)
