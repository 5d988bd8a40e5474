-- Puts items into a table of moto's DynamoDB and gets them back, in turn.
local head = {
  ["Content-Type"] = "application/x-amz-json-1.0",
  ["Authorization"] = "AWS4-HMAC-SHA256 Credential=k/20260105/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
}
local key = '"TableName":"lines","%s":{"id":{"S":"%d"}'
local columns = ',"name":{"S":"Hours"},"date":{"S":"2026-01-05"},"amount":{"N":"-843.75"},"unit_amount":{"N":"11.25"}'
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init() sent, good, bad = 0, 0, 0 end

function request()
  sent = sent + 1
  local reads = sent % 2 == 0
  head["X-Amz-Target"] = "DynamoDB_20120810." .. (reads and "GetItem" or "PutItem")
  local body = key:format(reads and "Key" or "Item", math.floor((sent + 1) / 2)) .. (reads and "" or columns)
  return wrk.format("POST", "/", head, "{" .. body .. "}}")
end

function response(status) if status == 200 then good = good + 1 else bad = bad + 1 end end

function done(summary)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  for _, thread in ipairs(threads) do
    io.write("good ", thread:get("good"), " bad ", thread:get("bad") + lost, " microseconds ", summary.duration, "\n")
  end
end
