-- Puts items into a table of moto's DynamoDB and gets them back, in turn.
local head = {
  ["Content-Type"] = "application/x-amz-json-1.0",
  ["Authorization"] = "AWS4-HMAC-SHA256 Credential=k/20260105/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
}
local key = '"TableName":"lines","%s":{"id":{"S":"%d"}'
local columns = ',"name":{"S":"Hours"},"date":{"S":"2026-01-05"},"amount":{"N":"-843.75"},"unit_amount":{"N":"11.25"}'
dofile("count.lua")

local sent = 0

function request()
  sent = sent + 1
  local reads = sent % 2 == 0
  head["X-Amz-Target"] = "DynamoDB_20120810." .. (reads and "GetItem" or "PutItem")
  local body = key:format(reads and "Key" or "Item", math.floor((sent + 1) / 2)) .. (reads and "" or columns)
  return wrk.format("POST", "/", head, "{" .. body .. "}}")
end
