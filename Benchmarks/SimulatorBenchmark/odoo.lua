-- Creates analytic lines and reads them back over JSON-RPC, in turn.
local head = '{"jsonrpc":"2.0","id":1,"method":"call","params":{"service":"object","method":"execute_kw","args":'
  .. '["kestrel",2,"admin","account.analytic.line",'
local new = '"create",[{"name":"Hours %d","ref":"%d","date":"2026-01-05","amount":-843.75,"unit_amount":11.25}]'
local back = '"read",[[%s],["name","ref","date","amount","unit_amount"]]'
dofile("count.lua")

local sent, last = 0, nil

function request()
  sent = sent + 1
  local call = last and sent % 2 == 0 and back:format(last) or new:format(sent, sent)
  return wrk.format("POST", "/jsonrpc", { ["Content-Type"] = "application/json" }, head .. call .. "]}}")
end

function response(status, _, body)
  local id = body:match('"result": (%d+)}')
  last = id or last
  if status == 200 and (id or body:find('"result": [{"id": ', 1, true)) then good = good + 1 else bad = bad + 1 end
end
