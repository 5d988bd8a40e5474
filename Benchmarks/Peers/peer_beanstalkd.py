"""beanstalkd with a log that is synced at every write: put, reserve, put the plan into a second tube, delete."""

import json
import os
import socket
import subprocess
import time

import measure

folder, count, size = measure.arguments()
log = os.path.join(folder, "beanstalkd")
os.makedirs(log)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """The few words of the protocol that the race needs."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rb")

    def ask(self, line, body=None):
        self.socket.sendall(line.encode() + b"\r\n" + (body + b"\r\n" if body is not None else b""))
        answer = self.stream.readline().decode().split()
        if answer[0] in ("RESERVED", "FOUND"):
            job = self.stream.read(int(answer[2]))
            self.stream.readline()
            return answer, job
        return answer, None

    def put(self, value):
        body = measure.text(value).encode()
        answer, _ = self.ask(f"put 0 0 600 {len(body)}", body)
        assert answer[0] == "INSERTED", answer


def connected(port):
    for _ in range(200):
        try:
            return Client(port)
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise SystemExit("beanstalkd did not start")


port = free_port()
server = subprocess.Popen(
    ["beanstalkd", "-l", "127.0.0.1", "-p", str(port), "-b", log, "-f", "0", "-z", "1000000"]
)
try:
    producer = connected(port)
    worker = connected(port)
    worker.ask("use outbox")
    watch = measure.Stopwatch()
    waiting = 0
    for readings in measure.batches(count, size):
        watch.acknowledge(lambda: producer.put(readings))
        waiting += 1
    done = 0
    for _ in range(waiting):
        answer, job = worker.ask("reserve")
        readings = json.loads(job)
        worker.put([measure.decide(reading) for reading in readings])
        assert worker.ask(f"delete {answer[1]}")[0][0] == "DELETED"
        done += len(readings)
    assert done == count
    watch.row("beanstalkd (-b -f 0)", "at least once", size, count)
finally:
    server.kill()
    server.wait()
