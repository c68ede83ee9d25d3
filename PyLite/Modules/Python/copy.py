"""Shallow and deep copies."""


def copy(x):
    cls = type(x)
    if hasattr(cls, '__copy__'):
        return x.__copy__()
    if isinstance(x, (int, float, str, bytes, tuple, frozenset, type)) or x is None or callable(x):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    result = cls.__new__(cls)
    if isinstance(x, list):
        result.extend(x)
    elif isinstance(x, (dict, set)):
        result.update(x)
    result.__dict__.update(x.__dict__)
    return result


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)]
    cls = type(x)
    if hasattr(cls, '__deepcopy__'):
        return x.__deepcopy__(memo)
    if isinstance(x, (int, float, str, bytes, type)) or x is None:
        return x
    if cls is list:
        result = memo[id(x)] = []
        for item in x:
            result.append(deepcopy(item, memo))
        return result
    if cls is tuple:
        return tuple([deepcopy(item, memo) for item in x])
    if cls is dict:
        result = memo[id(x)] = {}
        for key, value in x.items():
            result[deepcopy(key, memo)] = deepcopy(value, memo)
        return result
    if cls is set or cls is frozenset:
        return cls([deepcopy(item, memo) for item in x])
    if not hasattr(x, '__dict__') or callable(x) and not isinstance(x, object):
        return x
    if cls.__module__ == 'builtins':
        return x
    result = memo[id(x)] = cls.__new__(cls)
    for key, value in x.__dict__.items():
        setattr(result, key, deepcopy(value, memo))
    return result
