"""Decimal arithmetic with a context for precision, rounding and exceptions."""

from _decimal import *
from _decimal import __version__, __libmpdec_version__
