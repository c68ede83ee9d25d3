local count = 0
for round = 1, 1000 do
  local composite = {}
  for i = 1, 30000 do composite[i] = false end
  count = 0
  for i = 2, 30000 do
    if not composite[i] then
      count = count + 1
      for k = i + i, 30000, i do composite[k] = true end
    end
  end
end
print(count)
