"""Codecs by name; see _multibytecodec."""
from _multibytecodec import getcodec
