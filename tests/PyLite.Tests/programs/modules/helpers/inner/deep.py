from .. import NAME
from . import FACTOR
VALUE = NAME + str(FACTOR)
