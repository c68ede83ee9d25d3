local inside = 0
local size = 1000
for y = 0, size - 1 do
  local ci = 2 * y / size - 1
  for x = 0, size - 1 do
    local cr = 3 * x / size - 2
    local zr, zi, n = 0, 0, 0
    while n < 60 and zr * zr + zi * zi < 4 do
      zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
      n = n + 1
    end
    if n == 60 then inside = inside + 1 end
  end
end
print(inside)
