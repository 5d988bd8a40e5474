"""The simulated Odoo beside servers that give one recorded answer to one recorded question, all asked the same.

Pact's mock server is the Rust core behind all its languages, Specmatic is a JVM that serves an OpenAPI document, mitmproxy
replays a flow. All give the same answer over connections that stay open, which is checked before they are raced. None of them
keeps a state; that the simulator does is not asked of it here.
"""

import glob
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile

from server import HERE, Server

# How many times as fast as each peer the simulator is to be.
GOALS = {"pact-ffi": 1, "specmatic": 3, "mitmproxy": 10}
START_GOAL = 10


def commands(environment, folder):
    """The command of each peer whose programs are in the virtual environment; what is missing is said."""
    python = os.path.join(environment, "bin", "python3")
    found = {"pact-ffi": [python, os.path.join(HERE, "stubs", "pact_mock.py"), "PORT"]}
    jars = glob.glob(os.path.join(environment, "lib", "python3*", "site-packages", "specmatic", "core", "specmatic.jar"))
    if jars and shutil.which("java"):
        contract = os.path.join(HERE, "stubs", "version.yaml")
        found["specmatic"] = ["env", "-C", folder, "java", "-jar", jars[0], "mock", "--host", "127.0.0.1", "--port", "PORT"]
        found["specmatic"] += ["--noConsoleLog", "--hot-reload=disabled", contract]
    else:
        print("specmatic is left out: it needs Java 17")
    flow = os.path.join(folder, "flow")
    subprocess.run([python, os.path.join(HERE, "stubs", "mitmproxy_flow.py"), flow], check=True)
    found["mitmproxy"] = [os.path.join(environment, "bin", "mitmdump"), "-q", "--listen-host", "127.0.0.1", "-p", "PORT"]
    found["mitmproxy"] += ["--mode", "reverse:http://127.0.0.1:1", "--server-replay", flow]
    options = ["connection_strategy=lazy", "server_replay_reuse=true", "server_replay_extra=500"]
    options += ["server_replay_ignore_host=true", "server_replay_ignore_port=true", f"confdir={folder}"]
    for option in options:
        found["mitmproxy"] += ["--set", option]
    return found


def check(server, command):
    """Ends the run unless the server answers twice over one connection, and with the answer that all are to give."""
    with open(os.path.join(HERE, "version.lua")) as script:
        question = script.read().split("'")[1]
    with open(os.path.join(HERE, "stubs", "answer.json")) as file:
        wanted = json.load(file)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for _ in range(2):
        connection.request("POST", "/jsonrpc", question, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200 or answer.will_close or json.loads(text) != wanted:
            closing = "and closes the connection" if answer.will_close else "and keeps the connection"
            sys.exit(f"{command[0]} answers {answer.status} {text!r} {closing}: it would not be asked the same as the others")
    connection.close()


def figures(command, path, seconds, clients):
    """Answers a second once the server is warm, and its start in ms."""
    with Server(command, path) as server:
        check(server, command)
        server.rate("version.lua", seconds, clients)
        return server.rate("version.lua", seconds, clients), server.start


def race(simulator, environment, seconds, clients):
    """Prints the simulator's rate and start beside those of each peer, and their ratios."""
    own, start = figures([simulator, "--port", "PORT", "--keep-alive", "true"], "/web/health", seconds, clients)
    print(f"simulated Odoo, the version, one question with one answer: {own:.0f} calls/s, start {start:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for name, command in commands(environment, folder).items():
            rate, took = figures(command, "/", seconds, clients)
            line = f"{name}, the same question: {rate:.0f} calls/s, start {took:.0f} ms; the simulated Odoo is "
            line += f"{own / rate:.1f} x (goal: {GOALS[name]})"
            if name == "specmatic":
                line += f", and starts {took / start:.0f} x as fast (goal: {START_GOAL})"
            print(line)
