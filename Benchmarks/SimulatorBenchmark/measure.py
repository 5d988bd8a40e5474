"""Measures all simulators' start and memory, and the simulated Odoo beside a ceiling and a peer, all in one run.

The ceiling is the same server answering its health check, the peer is moto's server putting and getting items of a
table. Each is asked by the same clients. `--moto` is the command of moto's server; without it, there is no such peer. `--stubs`
is a virtual environment with the servers of stubs.py. 64 clients make so many calls (`--calls`), each client's own counted
exactly by the journal while the others go on.
"""

import argparse
import json
import os
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import stubs
from server import Server

GOALS = {"start": 150, "memory": 40, "calls": 5000, "ratio": 20, "journal": 150}
SIMULATORS = ["odoo", "telematics", "payroll", "estimating"]
JOURNAL_CLIENTS = 64
BATCH = 125


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


def start_and_memory(folder):
    """Prints for each simulator the median start of nine, and the memory of one that nobody has asked anything."""
    for name in SIMULATORS:
        with tempfile.TemporaryDirectory() as place:
            command = [os.path.join(folder, f"{name}-simulator"), "--port", "PORT"]
            if name in ("payroll", "estimating"):
                command += ["--folder", place]
            starts = []
            for _ in range(9):
                with Server(command, "/_sim/health") as server:
                    starts.append(server.start)
            with Server(command, "/_sim/health") as server:
                time.sleep(2)
                memory = server.memory()
        print(
            f"simulated {name}, start to first answer: {statistics.median(starts):.0f} ms (goal: at most {GOALS['start']}, "
            f"spread {min(starts):.0f} to {max(starts):.0f}); resident when idle: {memory:.0f} MiB "
            f"(goal: at most {GOALS['memory']})"
        )


def control(server, name, body):
    """The answer of the control surface, whatever its status."""
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/_sim/{name}", json.dumps(body).encode())
    try:
        return json.loads(urllib.request.urlopen(request, timeout=600).read())
    except urllib.error.HTTPError as error:
        return json.loads(error.read())


def client_calls(server, client, calls, wrong):
    """Makes the calls of one client in batches, and asks the journal in between for this client's own."""
    made = 0
    with socket.create_connection(("127.0.0.1", server.port), timeout=600) as connection:
        while made < calls:
            count = min(BATCH, calls - made)
            batch = b""
            for number in range(made, made + count):
                body = (
                    f'{{"jsonrpc":"2.0","id":{number},"method":"call",'
                    f'"params":{{"service":"common","method":"version","args":[],"client":"c{client}."}}}}'
                ).encode()
                batch += b"POST /jsonrpc HTTP/1.1\r\nHost: odoo\r\nContent-Type: application/json\r\n"
                batch += f"X-Client: c{client}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            connection.sendall(batch)
            answered, rest = 0, b""
            while answered < count:
                piece = connection.recv(1 << 16)
                if not piece:
                    wrong.append(f"client {client}: the connection was closed after {made + answered} calls")
                    return
                rest += piece
                answered += rest.count(b"HTTP/1.1 200")
                # What follows may complete the words, but holds them whole no more.
                rest = rest[-11:]
            made += count
            if made == calls or made // BATCH == calls // BATCH // 2:
                verdict = control(server, "verify", {"header": {"x-client": f"c{client}"}, "count": made})
                if verdict.get("verified") is not True:
                    wrong.append(f"client {client}: after {made} calls the journal says {verdict}")


def journal(folder, calls):
    """Prints whether the journal counts every call, and the memory that this takes."""
    command = [os.path.join(folder, "odoo-simulator"), "--port", "PORT", "--keep-alive", "true"]
    with Server(command, "/web/health") as server:
        control(server, "verify", {"path": "/web/health", "atLeast": 1})
        wrong, own = [], calls // JOURNAL_CLIENTS
        threads = [
            threading.Thread(target=client_calls, args=(server, client, own, wrong))
            for client in range(JOURNAL_CLIENTS)
        ]
        begin = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begin
        total = own * JOURNAL_CLIENTS
        claim = {"method": "POST", "path": "/jsonrpc", "status": 200, "ended": "answered", "count": total}
        begin = time.perf_counter()
        verdict = control(server, "verify", claim)
        took = 1000 * (time.perf_counter() - begin)
        if verdict.get("verified") is not True:
            wrong.append(f"the journal says {verdict} to {claim}")
        if wrong:
            sys.exit("\n".join(wrong))
        print(
            f"journal: {total} calls of {JOURNAL_CLIENTS} clients in {seconds:.0f} s, each client's own and all of them counted "
            f"exactly (the last in {took:.0f} ms); resident {server.memory():.0f} MiB (goal: at most {GOALS['journal']})"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulator", required=True, help="the executable odoo-simulator")
    parser.add_argument("--moto", help="the executable moto_server")
    parser.add_argument("--stubs", help="a virtual environment with the packages of stubs/requirements.txt")
    parser.add_argument("--seconds", type=int, default=10, help="how long each is asked")
    parser.add_argument("--calls", type=int, default=1_000_000, help="how many calls the journal is to count")
    parser.add_argument("--clients", type=int, default=8, help="how many connections ask at once")
    options = parser.parse_args()
    command = [options.simulator, "--port", "PORT"]

    print(f"load of the machine before: {os.getloadavg()[0]:.1f} (these figures are for one that is idle)")
    folder = os.path.dirname(os.path.realpath(options.simulator))
    start_and_memory(folder)
    journal(folder, options.calls)
    with Server(command, "/web/health") as server:
        single = server.rate("odoo.lua", options.seconds, options.clients)
        print(f"simulated Odoo, create and read, a connection a call: {single:.0f} calls/s")
    with Server(command + ["--keep-alive", "true"], "/web/health") as server:
        ceiling = server.rate("health.lua", options.seconds, options.clients)
        calls = server.rate("odoo.lua", options.seconds, options.clients)
        print(
            f"simulated Odoo, create and read: {calls:.0f} calls/s (goal: {GOALS['calls']}); its health check: "
            f"{ceiling:.0f} calls/s; ratio {calls / ceiling:.2f}"
        )
    if options.stubs is not None:
        stubs.race(options.simulator, options.stubs, options.seconds, options.clients)
    if options.moto is None:
        return
    with Server([options.moto, "-H", "127.0.0.1", "-p", "PORT"], "/moto-api/") as server:
        make_table(server)
        peer = server.rate("moto.lua", options.seconds, options.clients)
        print(
            f"moto's server, put and get of an item, a connection a call: {peer:.0f} calls/s, start {server.start:.0f} ms; "
            f"the simulated Odoo, a connection a call too, is {single / peer:.1f} x (goal: {GOALS['ratio']}), and "
            f"{calls / peer:.1f} x over connections that stay open, which moto's server has not"
        )


main()
