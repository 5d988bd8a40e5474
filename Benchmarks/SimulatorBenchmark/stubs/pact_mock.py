"""Pact's mock server (the Rust core, pact-python-ffi) with one interaction: the question of the benchmark.

usage: pact_mock.py PORT
"""

import json
import pathlib
import signal
import sys

from pact import Pact

answer = pathlib.Path(__file__).with_name("answer.json").read_text()
pact = Pact("benchmark", "odoo").with_specification("V4")
(
    pact.upon_receiving("a question for the version")
    .with_request("POST", "/jsonrpc")
    .with_body(
        {"jsonrpc": "2.0", "id": 1, "method": "call", "params": {"service": "common", "method": "version", "args": []}}
    )
    .will_respond_with(200)
    .with_body(json.loads(answer))
)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with pact.serve(addr="127.0.0.1", port=int(sys.argv[1]), raises=False, verbose=False):
    signal.pause()
