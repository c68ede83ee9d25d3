# Errors as part of ordinary work: a class hierarchy of exceptions, finally, else, re-raising with causes.
import sys


class LedgerError(Exception):
    pass


class Overdrawn(LedgerError):
    def __init__(self, missing):
        super().__init__(f"missing {missing}")
        self.missing = missing


class Closed(LedgerError):
    pass


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.closed = False

    def take(self, amount):
        if self.closed:
            raise Closed("closed")
        if amount > self.balance:
            raise Overdrawn(amount - self.balance)
        self.balance -= amount


def transfer(source, target, amount, log):
    try:
        source.take(amount)
    except Overdrawn as e:
        raise LedgerError("transfer") from e
    else:
        target.balance += amount
    finally:
        log[0] += 1


def main(n):
    failed = missing = closed = 0
    log = [0]
    for k in range(n):
        accounts = [Account(100 + i * 10) for i in range(5)]
        accounts[k % 5].closed = True
        for i in range(30):
            try:
                transfer(accounts[i % 5], accounts[(i * 3 + 1) % 5], 10 + i * k % 60, log)
            except Closed:
                closed += 1
            except LedgerError as e:
                failed += 1
                missing += e.__cause__.missing
    print(failed, missing, closed, log[0])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 57000)
