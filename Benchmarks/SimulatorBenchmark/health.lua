-- Asks for the health of a server: what a request costs without any work.
dofile("count.lua")

function request() return wrk.format("GET", "/web/health") end
