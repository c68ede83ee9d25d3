local function counter(step)
  local n = 0
  return function(factor)
    n = n + step * factor
    return n
  end
end
local function each(list, f)
  for i = 1, #list do list[i] = f(list[i]) end
end
local list = {}
for i = 1, 100 do list[i] = i end
local total = 0
for round = 1, 120000 do
  local add = counter(round % 7)
  each(list, function(x) return (x + add(1)) % 1000 end)
  total = total + list[1] + list[100]
end
print(total)
