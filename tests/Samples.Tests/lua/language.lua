-- What the subset has, in small; loops go round often enough to be compiled where everything is.
local function show(a, b, c) print(tostring(a), tostring(b), tostring(c)) end

-- variables, several at once
local a, b = 1, 2
a, b = b, a
show(a, b)
local x, y, z = (function() return 1, 2 end)()
show(x, y, z)
global = 5
show(global, undefined, not nil)
local v = 3
v = v and v + 1 or v
v = v * v - v
show(v, nil and 1, false or "or")

-- loops
local sum = 0
for i = 10, 1, -3 do sum = sum + i end
for i = 1, 0 do sum = "never" end
local n = 0
repeat
  local twice = n * 2
  n = n + 1
until twice >= 10
while true do
  n = n + 1
  if n > 20 then break elseif n == 12 then sum = sum + 100 else sum = sum + 1 end
end
show(sum, n)

-- closures share variables, each turn of a loop has its own
local fs = {}
for i = 1, 3 do
  local k = i * 10
  fs[i] = function(d) k = k + d; return k + i end
end
show(fs[1](1), fs[2](2), fs[1](1))
local function outer()
  local count = 0
  local function add() count = count + 1; return count end
  local function twice() add(); return add() end
  return twice
end
local t1, t2 = outer(), outer()
t1()
show(t1(), t2())
local function even(k) if k == 0 then return true end return not even(k - 1) end
show(even(10), even(7))

-- tables
local t = { 1, 2, 3, name = "t", ["key"] = "v", [10] = "ten", [true] = "yes" }
t[4] = 4
t[6] = 6
show(t[5], t[6], t[10])
t[5] = 5
show(#t, t[6])
show(t.name, t.key, t[true])
show(t.none, t[99], t[0])
t.name = nil
show(t.name, t[1.5])
local total = 0
for i, item in ipairs({ 4, 5, 6 }) do total = total + i * item end
show(total, #"text", #{})

-- classes
local Shape = {}
Shape.__index = Shape
function Shape.new(w, h) return setmetatable({ w = w, h = h }, Shape) end
function Shape:area() return self.w * self.h end
function Shape:grow(by) self.w = self.w + by; return self end
local Square = setmetatable({}, Shape)
Square.__index = Square
function Square:area() return -self.w end
local shapes = { Shape.new(2, 3), setmetatable({ w = 4 }, Square), Shape.new(1, 1):grow(5) }
local areas = 0
for round = 1, 50 do
  for i = 1, #shapes do areas = areas + shapes[i]:area() * round end
end
show(areas, shapes[1].none)

-- texts
show("a" .. 1 .. "b", "a" < "b", "b" <= "a")
show(string.sub("hello", 2, -2), string.byte("A"), string.rep("ab", 3))
show("q\"q\tt\\", 'single', tonumber("12.5"))
show(1e15, 0.1, 10 / 4)
show(2 ^ 10, 7 % 3, -7 % 3)
show(7 % -3, 5.5 % 2, 1 == 1.0)
show("1" == 1, 10 ~= 9, math.floor(-2.5))
show(math.max(1, 3), math.min(1, 3), math.abs(-3))
show(table.concat({ 1, "b", 3 }, "-"), type(nil), type(print))
show(type({}), type(1), type("") .. type(true))

-- errors
local function fails(k)
  if k > 2 then error({ code = k }) end
  return k, k + 1
end
local fine, first, second = pcall(fails, 1)
show(fine, first, second)
local ok, problem = pcall(fails, 3)
show(ok, type(problem), problem.code)
local codes = 0
for k = 1, 60 do
  local fine, what = pcall(function()
    local inner, other = pcall(fails, k % 5)
    if not inner then error(other) end
    return other
  end)
  codes = codes + (fine and what or what.code * 100)
end
show(codes)
local raised, text = pcall(error, "text", 0)
show(raised, text)
local function deep(k) return 1 + deep(k + 1) end
show((pcall(deep, 1)))
