local kinds = { "red", "green", "blue", "black", "white" }
local counts = {}
for i = 1, #kinds do counts[kinds[i]] = 0 end
local last = ""
for i = 1, 24000000 do
  local kind = kinds[i % 5 + 1]
  counts[kind] = counts[kind] + 1
  if kind ~= last and kind == "blue" then counts.red = counts.red + 1 end
  last = kind
end
local text = ""
for i = 1, 200 do text = text .. string.sub(kinds[i % 5 + 1], 1, 2) end
print(counts.red, counts.blue, #text)
print(text == string.rep("grblblwhre", 40))
