local Account = {}
Account.__index = Account
function Account.new(owner)
  return setmetatable({ owner = owner, balance = 0, moves = 0 }, Account)
end
function Account:add(amount)
  self.balance = self.balance + amount
  self.moves = self.moves + 1
end
function Account:total() return self.balance + self.moves end

local Saving = setmetatable({}, Account)
Saving.__index = Saving
function Saving.new(owner)
  local made = Account.new(owner)
  return setmetatable(made, Saving)
end
function Saving:interest() self:add(self.balance / 100) end

local sum = 0
for round = 1, 500000 do
  local a = Account.new("a")
  local b = Saving.new("b")
  for k = 1, 8 do
    a:add(k)
    b:add(k + 1)
  end
  b:interest()
  sum = sum + a:total() + b:total()
end
print(sum)
