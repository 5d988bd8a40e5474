-- Deliveries of about 1 KB for wrk, each with an id of its own.
local thread_count = 0
function setup(thread)
  thread_count = thread_count + 1
  thread:set("number", thread_count)
end

function init(args)
  prefix = (args[1] or os.time()) .. "-" .. number .. "-"
  sent = 0
  refused = 0
  body = '{"machine":{"pin":"KST0KX30A00104"},"hours":4211.6,"at":"2026-01-05T05:58:11Z","note":"'
    .. string.rep("x", 900) .. '"}'
  head = { ["Content-Type"] = "application/json", ["X-Token"] = "token-of-the-benchmark" }
end

function request()
  sent = sent + 1
  head["X-Delivery"] = prefix .. sent
  return wrk.format("POST", "/webhooks/bench/deliveries", head, body)
end
