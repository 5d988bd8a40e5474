"""A server under measurement, and how it is asked."""

import os
import re
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


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
