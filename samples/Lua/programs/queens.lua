local function place(row, n, columns, down, up)
  if row > n then return 1 end
  local found = 0
  for c = 1, n do
    if columns[c] and down[row + c] and up[row - c + n] then
      columns[c] = false
      down[row + c] = false
      up[row - c + n] = false
      found = found + place(row + 1, n, columns, down, up)
      columns[c] = true
      down[row + c] = true
      up[row - c + n] = true
    end
  end
  return found
end
local result = 0
for round = 1, 80 do
  local n = 10
  local columns, down, up = {}, {}, {}
  for i = 1, 2 * n do
    columns[i] = true
    down[i] = true
    up[i] = true
  end
  result = result + place(1, n, columns, down, up)
end
print(result)
