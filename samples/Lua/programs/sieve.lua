local count = 0
for round = 1, 20 do
  local composite = {}
  for i = 1, 500000 do composite[i] = false end
  count = 0
  for i = 2, 500000 do
    if not composite[i] then
      count = count + 1
      for k = i + i, 500000, i do composite[k] = true end
    end
  end
end
print(count)
