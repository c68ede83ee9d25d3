"""Options of a command line, as C's function of that name reads them."""

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    found = []
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        args = _take(found, args[0], args[1:], shortopts, longopts)
    return found, args


def gnu_getopt(args, shortopts, longopts=[]):
    import os
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    stops = shortopts.startswith("+") or bool(os.environ.get("POSIXLY_CORRECT"))
    shortopts = shortopts.removeprefix("+")
    found, others = [], []
    while args:
        if args[0] == "--":
            others += args[1:]
            break
        if args[0].startswith("-") and args[0] != "-":
            args = _take(found, args[0], args[1:], shortopts, longopts)
        elif stops:
            others += args
            break
        else:
            others.append(args[0])
            args = args[1:]
    return found, others


def _take(found, option, rest, shortopts, longopts):
    return _long(found, option[2:], rest, longopts) if option.startswith("--") else _short(found, option[1:], rest, shortopts)


def _long(found, option, rest, longopts):
    name, has_value, value = option.partition("=")
    fitting = [known for known in longopts if known.startswith(name)]
    if not fitting:
        raise GetoptError(f"option --{name} not recognized", name)
    if name in fitting:
        full, takes = name, False
    elif name + "=" in fitting:
        full, takes = name, True
    elif len(fitting) > 1:
        raise GetoptError(f"option --{name} not a unique prefix", name)
    else:
        full, takes = fitting[0].removesuffix("="), fitting[0].endswith("=")
    if takes and not has_value:
        if not rest:
            raise GetoptError(f"option --{full} requires argument", full)
        value, rest = rest[0], rest[1:]
    elif has_value and not takes:
        raise GetoptError(f"option --{full} must not have an argument", full)
    found.append(("--" + full, value))
    return rest


def _short(found, letters, rest, shortopts):
    while letters:
        letter, letters = letters[0], letters[1:]
        at = shortopts.find(letter)
        if at < 0 or letter == ":":
            raise GetoptError(f"option -{letter} not recognized", letter)
        value = ""
        if shortopts[at + 1:at + 2] == ":":
            if not letters:
                if not rest:
                    raise GetoptError(f"option -{letter} requires argument", letter)
                letters, rest = rest[0], rest[1:]
            value, letters = letters, ""
        found.append(("-" + letter, value))
    return rest
