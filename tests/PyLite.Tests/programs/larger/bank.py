# Accounts: abstract classes, properties, exceptions.
from abc import ABC, abstractmethod
from functools import total_ordering
class InsufficientFunds(Exception):
    def __init__(self, need, have): self.need, self.have = need, have; super().__init__(need, have)
    def __str__(self): return f"need {self.need:,.2f}, have {self.have:,.2f}"
@total_ordering
class Account(ABC):
    _next = 1000
    def __init__(self, owner, balance=0.0):
        self.owner, self._balance, self.history = owner, balance, []
        self.number = Account._next; Account._next += 1
    @property
    def balance(self): return self._balance
    @balance.setter
    def balance(self, v):
        if v < 0: raise ValueError('negative balance')
        self._balance = v
    @abstractmethod
    def fee(self): ...
    def withdraw(self, amt):
        total = amt + self.fee()
        if total > self.balance: raise InsufficientFunds(total, self.balance)
        self.balance -= total; self.history.append(('w', amt))
    def deposit(self, amt): self.balance += amt; self.history.append(('d', amt)); return self
    def __eq__(self, o): return self.balance == o.balance
    def __lt__(self, o): return self.balance < o.balance
    def __hash__(self): return hash(self.number)
    def __repr__(self): return f"{type(self).__name__}({self.owner!r}, {self.balance:.2f})"
class Checking(Account):
    def fee(self): return 1.5
class Savings(Account):
    rate = 0.02
    def fee(self): return 0
    def accrue(self): self.balance *= 1 + self.rate
try: Account('x')
except TypeError as e: print(e)
a, b = Checking('Ann', 100), Savings('Bob', 500)
a.deposit(50).deposit(25.25); print(a, b, a < b, a >= b, max(a, b), sorted([b, a]))
for acct, amt in ((a, 1000), (b, 20), (a, 10)):
    try: acct.withdraw(amt)
    except InsufficientFunds as e: print('!', e, e.args)
    else: print('ok', acct)
    finally: print(len(acct.history), end=';\n')
try: b.balance = -1
except ValueError as e: print(e)
for _ in range(2000): b.accrue() if b.balance < 1e6 else b.withdraw(5e5)
print(b, len(b.history), {a: 1, b: 2}[a], a.number, b.number)
