"""Writes a recording of the benchmark's question and its answer for mitmproxy's server replay.

usage: mitmproxy_flow.py FILE
"""

import pathlib
import sys

from mitmproxy import io
from mitmproxy.http import Headers, Request, Response
from mitmproxy.test import tflow

question = b'{"jsonrpc":"2.0","id":1,"method":"call","params":{"service":"common","method":"version","args":[]}}'
answer = pathlib.Path(__file__).with_name("answer.json").read_bytes().rstrip()
request = Request.make(
    "POST", "http://127.0.0.1:1/jsonrpc", question, Headers(host="127.0.0.1:1", content_type="application/json")
)
flow = tflow.tflow(req=request, resp=Response.make(200, answer, {"Content-Type": "application/json"}))
with open(sys.argv[1], "wb") as file:
    io.FlowWriter(file).add(flow)
