local function check(n)
  if n % 3 == 0 then error("divisible", 0) end
  return n
end
local caught, sum = 0, 0
for i = 1, 1000000 do
  local ok, result = pcall(check, i)
  if ok then
    sum = sum + result
  elseif result == "divisible" then
    caught = caught + 1
  end
end
print(caught, sum)
