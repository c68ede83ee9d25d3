import enum
import sys


class Code(enum.IntEnum):
    WRONG = 7


try:
    sys.exit('message')
except SystemExit as error:
    print(error.code)
    error.code = Code.WRONG
    raise
