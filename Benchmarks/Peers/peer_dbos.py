"""dbos on SQLite: a workflow for each batch, one checkpointed step that decides and plans."""

import os

from dbos import DBOS

import measure

folder, count, size = measure.arguments()
database = os.path.join(folder, "dbos.sqlite")
DBOS(
    config={
        "name": "race",
        "system_database_url": f"sqlite:///{database}",
        "log_level": "ERROR",
        "run_admin_server": False,
    }
)


@DBOS.step()
def plan(readings):
    return [measure.decide(reading) for reading in readings]


@DBOS.workflow()
def settle(readings):
    return len(plan(readings))


DBOS.launch()
watch = measure.Stopwatch()
done = 0
for readings in measure.batches(count, size):
    done += watch.acknowledge(lambda: settle(readings))
assert done == count
watch.row("dbos (SQLite)", "steps at least once", size, count)
DBOS.destroy()
