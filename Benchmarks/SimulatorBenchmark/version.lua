-- Asks for the version over JSON-RPC: one fixed question with one fixed answer, as a stub knows it.
local body = '{"jsonrpc":"2.0","id":1,"method":"call","params":{"service":"common","method":"version","args":[]}}'
dofile("count.lua")

function request() return wrk.format("POST", "/jsonrpc", { ["Content-Type"] = "application/json" }, body) end

function response(status, _, text)
  if status == 200 and text:find("protocol_version", 1, true) then good = good + 1 else bad = bad + 1 end
end
