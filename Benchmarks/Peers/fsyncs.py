"""The disk's own rate: 4 KiB written and synced, one after the other."""

import os

import measure

folder, count, _ = measure.arguments()
page = b"\x07" * 4096
descriptor = os.open(os.path.join(folder, "fsync"), os.O_WRONLY | os.O_CREAT)
watch = measure.Stopwatch()


def synced():
    os.write(descriptor, page)
    os.fsync(descriptor)


for _ in range(count):
    watch.acknowledge(synced)
watch.row("ceiling: fsync of 4 KiB", "durable, no engine", 1, count)
