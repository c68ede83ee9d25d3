"""What a coroutine is."""
import types


def iscoroutine(obj):
    return isinstance(obj, (types.CoroutineType, types.GeneratorType)) or hasattr(type(obj), '__await__') and hasattr(type(obj), 'send')
