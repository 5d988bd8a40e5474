"""Measures the simulated Odoo beside a ceiling and a peer, all in one run: start, memory, calls a second.

The ceiling is the same server answering its health check, the peer is moto's server putting and getting items of a
table. Each is asked by the same clients. `--moto` is the command of moto's server; without it, there is no peer.
"""

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
GOALS = {"start": 150, "memory": 40, "calls": 5000, "ratio": 20}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server process on a port of its own; `start` is the time from its launch to its first answer, in ms."""

    def __init__(self, command, path, seconds=60):
        self.port = free_port()
        begin = time.perf_counter()
        command = [word.replace("PORT", str(self.port)) for word in command]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self.answers(path):
            if self.process.poll() is not None or time.perf_counter() - begin > seconds:
                self.end()
                sys.exit(f"{' '.join(command)} did not answer")
            time.sleep(0.001)
        self.start = 1000 * (time.perf_counter() - begin)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        self.process.terminate()
        self.process.wait()

    def answers(self, path):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                return connection.recv(4096).startswith(b"HTTP/1.1")
        except OSError:
            return False

    def memory(self):
        """Resident memory in MiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024

    def rate(self, script, seconds, clients):
        """Good answers a second; a call that is refused, lost or not answered in time ends the run."""
        command = ["wrk", "-t", "1", "-c", str(clients), "-d", f"{seconds}s", "--timeout", "20s", "-s"]
        command += [os.path.join(HERE, script), f"http://127.0.0.1:{self.port}"]
        text = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE).stdout
        counts = re.search(r"good (\d+) bad (\d+) microseconds (\d+)", text)
        if counts is None or counts.group(2) != "0" or counts.group(1) == "0":
            sys.exit(f"{script}: not every call was answered:\n{text}")
        return 1e6 * int(counts.group(1)) / int(counts.group(3))


def make_table(server):
    """Makes the table that moto's calls are about."""
    body = (
        b'{"TableName":"lines","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],'
        b'"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST"}'
    )
    head = {
        "X-Amz-Target": "DynamoDB_20120810.CreateTable",
        "Content-Type": "application/x-amz-json-1.0",
        "Authorization": "AWS4-HMAC-SHA256 Credential=k/20260105/us-east-1/dynamodb/aws4_request, Signature=0",
    }
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{server.port}/", body, head)).read()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulator", required=True, help="the executable odoo-simulator")
    parser.add_argument("--moto", help="the executable moto_server")
    parser.add_argument("--seconds", type=int, default=10, help="how long each is asked")
    parser.add_argument("--clients", type=int, default=8, help="how many connections ask at once")
    options = parser.parse_args()
    command = [options.simulator, "--port", "PORT"]

    print(f"load of the machine before: {os.getloadavg()[0]:.1f} (these figures are for one that is idle)")
    starts = []
    for _ in range(9):
        with Server(command, "/web/health") as server:
            starts.append(server.start)
    print(f"simulated Odoo, start to first answer: {statistics.median(starts):.0f} ms (goal: at most {GOALS['start']})")
    with Server(command, "/web/health") as server:
        time.sleep(2)
        print(f"simulated Odoo, resident when idle: {server.memory():.0f} MiB (goal: at most {GOALS['memory']})")
        single = server.rate("odoo.lua", options.seconds, options.clients)
        print(f"simulated Odoo, create and read, a connection a call: {single:.0f} calls/s")
    with Server(command + ["--keep-alive", "true"], "/web/health") as server:
        ceiling = server.rate("health.lua", options.seconds, options.clients)
        calls = server.rate("odoo.lua", options.seconds, options.clients)
        print(
            f"simulated Odoo, create and read: {calls:.0f} calls/s (goal: {GOALS['calls']}); its health check: "
            f"{ceiling:.0f} calls/s; ratio {calls / ceiling:.2f}"
        )
    if options.moto is None:
        return
    with Server([options.moto, "-H", "127.0.0.1", "-p", "PORT"], "/moto-api/") as server:
        make_table(server)
        peer = server.rate("moto.lua", options.seconds, options.clients)
        print(
            f"moto's server, put and get of an item: {peer:.0f} calls/s, start {server.start:.0f} ms; "
            f"the simulated Odoo is {calls / peer:.1f} x (goal: {GOALS['ratio']})"
        )


main()
