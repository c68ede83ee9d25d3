from . import X
