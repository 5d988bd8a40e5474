-- What the scripts for wrk share: how many calls were answered well, and how many not. One thread of wrk is counted.
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init() good, bad = 0, 0 end

function response(status) if status == 200 then good = good + 1 else bad = bad + 1 end end

function done(summary)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  for _, thread in ipairs(threads) do
    io.write("good ", thread:get("good"), " bad ", thread:get("bad") + lost, " microseconds ", summary.duration, "\n")
  end
end
