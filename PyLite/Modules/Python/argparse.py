"""Reading the command line: a parser is told which arguments there are, and makes an object with their values, help and errors."""

import os
import re
import sys

__all__ = ['ArgumentParser', 'ArgumentError', 'ArgumentTypeError', 'BooleanOptionalAction', 'FileType', 'HelpFormatter',
           'ArgumentDefaultsHelpFormatter', 'RawDescriptionHelpFormatter', 'RawTextHelpFormatter', 'MetavarTypeHelpFormatter', 'Namespace',
           'Action', 'ONE_OR_MORE', 'OPTIONAL', 'PARSER', 'REMAINDER', 'SUPPRESS', 'ZERO_OR_MORE']

SUPPRESS = '==SUPPRESS=='
OPTIONAL = '?'
ZERO_OR_MORE = '*'
ONE_OR_MORE = '+'
PARSER = 'A...'
REMAINDER = '...'
_UNRECOGNIZED = '_unrecognized_args'


class _Attributes:
    """Shown with its attributes."""

    def __repr__(self):
        shown = [repr(a) for a in self._get_args()]
        rest = {}
        for name, value in self._get_kwargs():
            if name.isidentifier():
                shown.append('%s=%r' % (name, value))
            else:
                rest[name] = value
        if rest:
            shown.append('**%r' % rest)
        return '%s(%s)' % (type(self).__name__, ', '.join(shown))

    def _get_kwargs(self):
        return list(self.__dict__.items())

    def _get_args(self):
        return []


class Namespace(_Attributes):
    """What parsing gives: the values as attributes."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__


class ArgumentError(Exception):
    """An argument is wrong."""

    def __init__(self, argument, message):
        self.argument_name = _name_of(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return 'argument %s: %s' % (self.argument_name, self.message)


class ArgumentTypeError(Exception):
    """What a type function raises to say what is wrong."""


def _name_of(argument):
    if argument is None:
        return None
    if argument.option_strings:
        return '/'.join(argument.option_strings)
    if argument.metavar not in (None, SUPPRESS):
        return argument.metavar
    if argument.dest not in (None, SUPPRESS):
        return argument.dest
    if argument.choices:
        return '{' + ','.join(argument.choices) + '}'
    return None


# ---- help

def _columns():
    try:
        columns = int(os.environ['COLUMNS'])
    except (KeyError, ValueError):
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns
        except (AttributeError, ValueError, OSError):
            columns = 0
    return columns or 80


class HelpFormatter:
    """Puts usage and help together."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            width = _columns() - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._indent = 0
        self._longest = 0
        self._root = self._section = self._Section(None, None)

    class _Section:
        def __init__(self, parent, heading):
            self.parent = parent
            self.heading = heading
            self.items = []

    def start_section(self, heading):
        self._indent += self._indent_increment
        section = self._Section(self._section, heading)
        self._section.items.append(lambda: self._format_section(section))
        self._section = section

    def end_section(self):
        self._section = self._section.parent
        self._indent -= self._indent_increment

    def _format_section(self, section):
        self._indent += self._indent_increment
        text = ''.join([item() for item in section.items])
        self._indent -= self._indent_increment
        if not text:
            return ''
        heading = ''
        if section.heading is not SUPPRESS and section.heading is not None:
            heading = ' ' * self._indent + section.heading + ':\n'
        return '\n' + heading + text + '\n'

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._section.items.append(lambda: self._format_text(text))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._section.items.append(lambda: self._format_usage(usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        self._longest = max(self._longest, len(self._format_action_invocation(action)) + self._indent)
        for sub in self._subactions(action):
            self._longest = max(self._longest, len(self._format_action_invocation(sub)) + self._indent + self._indent_increment)
        self._section.items.append(lambda: self._format_action(action))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = ''.join([item() for item in self._root.items])
        if not text:
            return ''
        return re.sub('\n\n\n+', '\n\n', text).strip('\n') + '\n'

    @staticmethod
    def _subactions(action):
        subactions = getattr(action, '_get_subactions', None)
        return subactions() if subactions else ()

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            prefix = 'usage: '
        if usage is not None:
            usage = usage % dict(prog=self._prog)
        elif not actions:
            usage = '%s' % self._prog
        else:
            optionals = [action for action in actions if action.option_strings]
            positionals = [action for action in actions if not action.option_strings]
            usage = ' '.join([part for part in (self._prog, self._format_actions_usage(optionals + positionals, groups)) if part])
            room = self._width - self._indent
            if len(prefix) + len(usage) > room:
                usage = self._wrap_usage(prefix, optionals, positionals, groups, room)
        return '%s%s\n\n' % (prefix, usage)

    def _wrap_usage(self, prefix, optionals, positionals, groups, room):
        part = re.compile(r'\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+')
        optionals = part.findall(self._format_actions_usage(optionals, groups))
        positionals = part.findall(self._format_actions_usage(positionals, groups))

        def lines_of(parts, indent, first=None):
            lines = []
            line = []
            length = len(indent if first is None else first) - 1
            for text in parts:
                if length + 1 + len(text) > room and line:
                    lines.append(indent + ' '.join(line))
                    line = []
                    length = len(indent) - 1
                line.append(text)
                length += len(text) + 1
            if line:
                lines.append(indent + ' '.join(line))
            if first is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(self._prog) <= 0.75 * room:
            indent = ' ' * (len(prefix) + len(self._prog) + 1)
            if optionals:
                lines = lines_of([self._prog] + optionals, indent, prefix) + lines_of(positionals, indent)
            elif positionals:
                lines = lines_of([self._prog] + positionals, indent, prefix)
            else:
                lines = [self._prog]
        else:
            indent = ' ' * len(prefix)
            lines = lines_of(optionals + positionals, indent)
            if len(lines) > 1:
                lines = lines_of(optionals, indent) + lines_of(positionals, indent)
            lines = [self._prog] + lines
        return '\n'.join(lines)

    def _format_actions_usage(self, actions, groups):
        group_of = {}
        for group in groups:
            members = group._group_actions
            if not members or members[0] not in actions:
                continue
            start = actions.index(members[0])
            if actions[start:start + len(members)] == members:
                for action in members:
                    group_of[id(action)] = group
        parts = []
        i = 0
        while i < len(actions):
            group = group_of.get(id(actions[i]))
            if group is None:
                parts.append(self._format_action_usage(actions[i], False))
                i += 1
                continue
            count = len(group._group_actions)
            shown = [text for text in [self._format_action_usage(action, True) for action in actions[i:i + count]] if text]
            i += count
            text = ' | '.join(shown)
            if shown and not group.required:
                text = '[%s]' % text
            elif len(shown) > 1:
                text = '(%s)' % text
            parts.append(text)
        return ' '.join([part for part in parts if part])

    def _format_action_usage(self, action, in_group):
        if action.help is SUPPRESS:
            return ''
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            return part[1:-1] if in_group and part[:1] == '[' and part[-1:] == ']' else part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part = '%s %s' % (action.option_strings[0], self._format_args(action, self._get_default_metavar_for_optional(action)))
        return part if action.required or in_group else '[%s]' % part

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % dict(prog=self._prog)
        width = max(self._width - self._indent, 11)
        return self._fill_text(text, width, ' ' * self._indent) + '\n\n'

    def _format_action(self, action):
        position = min(self._longest + 2, self._max_help_position)
        help_width = max(self._width - position, 11)
        room = position - self._indent - 2
        header = self._format_action_invocation(action)
        indent = ' ' * self._indent
        has_help = action.help and action.help.strip()
        first = position
        if not action.help:
            parts = [indent + header + '\n']
        elif len(header) <= room:
            parts = [indent + header.ljust(room) + '  ']
            first = 0
        else:
            parts = [indent + header + '\n']
        if has_help:
            lines = self._split_lines(self._expand_help(action), help_width)
            if lines:
                parts.append(' ' * first + lines[0] + '\n')
                parts += [' ' * position + line + '\n' for line in lines[1:]]
        elif not parts[0].endswith('\n'):
            parts.append('\n')
        self._indent += self._indent_increment
        parts += [self._format_action(sub) for sub in self._subactions(action)]
        self._indent -= self._indent_increment
        return ''.join(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            return ' '.join(self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1))
        if action.nargs == 0:
            return ', '.join(action.option_strings)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        return ', '.join(['%s %s' % (option, args) for option in action.option_strings])

    def _metavar_formatter(self, action, default):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{%s}' % ','.join([str(choice) for choice in action.choices])
        else:
            result = default
        return lambda size: result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default):
        get = self._metavar_formatter(action, default)
        nargs = action.nargs
        if nargs is None:
            return '%s' % get(1)
        if nargs == OPTIONAL:
            return '[%s]' % get(1)
        if nargs == ZERO_OR_MORE:
            metavar = get(1)
            return '[%s [%s ...]]' % metavar if len(metavar) == 2 else '[%s ...]' % metavar
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % get(2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % get(1)
        if nargs == SUPPRESS:
            return ''
        try:
            return ' '.join(['%s'] * nargs) % get(nargs)
        except TypeError:
            raise ValueError("invalid nargs value") from None

    def _expand_help(self, action):
        values = dict(vars(action), prog=self._prog)
        for name in list(values):
            if values[name] is SUPPRESS:
                del values[name]
            elif hasattr(values[name], '__name__'):
                values[name] = values[name].__name__
        if values.get('choices') is not None:
            values['choices'] = ', '.join([str(c) for c in values['choices']])
        return self._get_help_string(action) % values

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(' '.join(text.split()), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(' '.join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves the lines of descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return ''.join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves the lines of all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds the default to the help of each argument."""

    def _get_help_string(self, action):
        text = action.help or ''
        if '%(default)' not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += ' (default: %(default)s)'
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Names values by their type."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__


# ---- actions

class Action(_Attributes):
    """What an argument does to the result when it is met."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def _get_kwargs(self):
        names = ['option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar']
        return [(name, getattr(self, name)) for name in names]

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError('.__call__() not defined')


class BooleanOptionalAction(Action):
    """--name and --no-name."""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        options = []
        for option in option_strings:
            options.append(option)
            if option.startswith('--'):
                options.append('--no-' + option[2:])
        if help is not None and default is not None and default is not SUPPRESS:
            help += ' (default: %(default)s)'
        super().__init__(options, dest, nargs=0, default=default, type=type, choices=choices, required=required, help=help, metavar=metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith('--no-'))

    def format_usage(self):
        return ' | '.join(self.option_strings)


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError('nargs for store actions must be != 0; if you have nothing to store, actions such as store true or store const '
                             'may be more appropriate')
        if const is not None and nargs != OPTIONAL:
            raise ValueError('nargs must be %r to supply const' % OPTIONAL)
        super().__init__(option_strings, dest, nargs, const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, False, default, required, help)


def _items(namespace, dest):
    items = getattr(namespace, dest, None)
    return [] if items is None else items[:]


class _AppendAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError('nargs for append actions must be != 0; if arg strings are not supplying the value to append, the append const '
                             'action may be more appropriate')
        if const is not None and nargs != OPTIONAL:
            raise ValueError('nargs must be %r to supply const' % OPTIONAL)
        super().__init__(option_strings, dest, nargs, const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, _items(namespace, self.dest) + [values])


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _items(namespace, self.dest)
        items.extend(values)
        setattr(namespace, self.dest, items)


class _AppendConstAction(_StoreConstAction):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, _items(namespace, self.dest) + [self.const])


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, nargs=0, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help="show program's version number and exit"):
        super().__init__(option_strings, dest, nargs=0, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        formatter = parser._get_formatter()
        formatter.add_text(parser.version if self.version is None and hasattr(parser, 'version') else self.version)
        parser._print_message(formatter.format_help(), sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    class _Choice(Action):
        def __init__(self, name, aliases, help):
            shown = name + (' (%s)' % ', '.join(aliases) if aliases else '')
            super().__init__([], shown, help=help, metavar=shown)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix = prog
        self._parser_class = parser_class
        self._name_parser_map = {}
        self._choices_actions = []
        super().__init__(option_strings, dest, nargs=PARSER, choices=self._name_parser_map, required=required, help=help, metavar=metavar)

    def add_parser(self, name, **kwargs):
        if kwargs.get('prog') is None:
            kwargs['prog'] = '%s %s' % (self._prog_prefix, name)
        aliases = kwargs.pop('aliases', ())
        if name in self._name_parser_map:
            raise ArgumentError(self, 'conflicting subparser: %s' % name)
        for alias in aliases:
            if alias in self._name_parser_map:
                raise ArgumentError(self, 'conflicting subparser alias: %s' % alias)
        if 'help' in kwargs:
            self._choices_actions.append(self._Choice(name, aliases, kwargs.pop('help')))
        parser = self._parser_class(**kwargs)
        for known in (name, *aliases):
            self._name_parser_map[known] = parser
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name = values[0]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self._name_parser_map:
            raise ArgumentError(self, 'unknown parser %r (choices: %s)' % (name, ', '.join(self._name_parser_map)))
        inner, rest = self._name_parser_map[name].parse_known_args(values[1:], None)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        if rest:
            vars(namespace).setdefault(_UNRECOGNIZED, [])
            getattr(namespace, _UNRECOGNIZED).extend(rest)


class FileType:
    """A type that opens the file of that name; '-' is standard input or output."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        self._mode = mode
        self._bufsize = bufsize
        self._encoding = encoding
        self._errors = errors

    def __call__(self, string):
        if string == '-':
            if 'r' in self._mode:
                return sys.stdin.buffer if 'b' in self._mode else sys.stdin
            if any(c in self._mode for c in 'wax'):
                return sys.stdout.buffer if 'b' in self._mode else sys.stdout
            raise ValueError('argument "-" with mode %r' % self._mode)
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError("can't open '%s': %s" % (string, e))

    def __repr__(self):
        named = [('encoding', self._encoding), ('errors', self._errors)]
        shown = [repr(arg) for arg in (self._mode, self._bufsize) if arg != -1] + ['%s=%r' % (kw, arg) for kw, arg in named if arg is not None]
        return '%s(%s)' % (type(self).__name__, ', '.join(shown))


# ---- parsers

class _ActionsContainer:
    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description = description
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self._registries = {}
        for name, action in [(None, _StoreAction), ('store', _StoreAction), ('store_const', _StoreConstAction), ('store_true', _StoreTrueAction),
                             ('store_false', _StoreFalseAction), ('append', _AppendAction), ('append_const', _AppendConstAction),
                             ('count', _CountAction), ('help', _HelpAction), ('version', _VersionAction), ('parsers', _SubParsersAction),
                             ('extend', _ExtendAction)]:
            self.register('action', name, action)
        if conflict_handler not in ('error', 'resolve'):
            raise ValueError('invalid conflict_resolution value: %r' % conflict_handler)
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._negative_number_matcher = re.compile(r'^-\d+$|^-\d*\.\d+$')
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries.get(registry_name, {}).get(value, default)

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        """add_argument(dest, ..., name=value, ...) or add_argument(option_string, option_string, ..., name=value, ...)"""
        if not args or len(args) == 1 and args[0][0] not in self.prefix_chars:
            if args and 'dest' in kwargs:
                raise ValueError('dest supplied twice for positional argument')
            kwargs = self._positional(*args, **kwargs)
        else:
            kwargs = self._optional(*args, **kwargs)
        if 'default' not in kwargs:
            if kwargs['dest'] in self._defaults:
                kwargs['default'] = self._defaults[kwargs['dest']]
            elif self.argument_default is not None:
                kwargs['default'] = self.argument_default
        name = kwargs.pop('action', None)
        action_class = self._registry_get('action', name, name)
        if not callable(action_class):
            raise ValueError('unknown action "%s"' % (action_class,))
        action = action_class(**kwargs)
        type_func = self._registry_get('type', action.type, action.type)
        if type_func is not None and not callable(type_func):
            raise ValueError('%r is not callable' % (type_func,))
        if type_func is FileType:
            raise ValueError('%r is a FileType class object, instance of it must be passed' % (type_func,))
        if hasattr(self, '_get_formatter'):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs")
        return self._add_action(action)

    def add_argument_group(self, *args, **kwargs):
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
            if self._negative_number_matcher.match(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _check_conflict(self, action):
        conflicts = [(option, self._option_string_actions[option]) for option in action.option_strings if option in self._option_string_actions]
        if not conflicts:
            return
        if self.conflict_handler == 'error':
            names = ', '.join([option for option, _ in conflicts])
            raise ArgumentError(action, 'conflicting option string%s: %s' % ('' if len(conflicts) == 1 else 's', names))
        for option, other in conflicts:
            other.option_strings.remove(option)
            self._option_string_actions.pop(option, None)
            if not other.option_strings:
                other.container._remove_action(other)

    def _add_container_actions(self, container):
        groups = {group.title: group for group in self._action_groups}
        group_map = {}
        for group in container._action_groups:
            if group.title not in groups:
                groups[group.title] = self.add_argument_group(title=group.title, description=group.description, conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                group_map[id(action)] = groups[group.title]
        for group in container._mutually_exclusive_groups:
            mine = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                group_map[id(action)] = mine
        for action in container._actions:
            group_map.get(id(action), self)._add_action(action)

    def _positional(self, dest, **kwargs):
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get('nargs')
        if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS, 0) or nargs == ZERO_OR_MORE and 'default' not in kwargs:
            kwargs['required'] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _optional(self, *args, **kwargs):
        long_options = []
        for option in args:
            if option[0] not in self.prefix_chars:
                raise ValueError('invalid option string %r: must start with a character %r' % (option, self.prefix_chars))
            if len(option) > 1 and option[1] in self.prefix_chars:
                long_options.append(option)
        dest = kwargs.pop('dest', None)
        if dest is None:
            dest = (long_options or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError('dest= is required for options like %r' % args[0])
            dest = dest.replace('-', '_')
        return dict(kwargs, dest=dest, option_strings=list(args))


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        kwargs.setdefault('conflict_handler', container.conflict_handler)
        kwargs.setdefault('prefix_chars', container.prefix_chars)
        kwargs.setdefault('argument_default', container.argument_default)
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        for name in ('_registries', '_actions', '_option_string_actions', '_defaults', '_has_negative_number_optionals', '_mutually_exclusive_groups'):
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)


class ArgumentParser(_Attributes, _ActionsContainer):
    """Knows the arguments of a program."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter, prefix_chars='-',
                 fromfile_prefix_chars=None, argument_default=None, conflict_handler='error', add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = os.path.basename(sys.argv[0]) if prog is None else prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        self.register('type', None, lambda string: string)
        if add_help:
            prefix = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + 'h', prefix * 2 + 'help', action='help', default=SUPPRESS, help='show this help message and exit')
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        return [(name, getattr(self, name)) for name in ('prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')]

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            self.error('cannot have multiple subparser arguments')
        kwargs.setdefault('parser_class', type(self))
        if 'title' in kwargs or 'description' in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop('title', 'subcommands'), kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, '')
            kwargs['prog'] = formatter.format_help().strip()
        action_class = kwargs.pop('action', _SubParsersAction)
        if isinstance(action_class, str):
            action_class = self._registry_get('action', action_class)
        action = action_class(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    def parse_args(self, args=None, namespace=None):
        """The values as attributes of an object. Wrong arguments end the program."""
        args, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error('unrecognized arguments: %s' % ' '.join(rest))
        return args

    def parse_known_args(self, args=None, namespace=None):
        """The same, and the list of arguments that the parser does not know."""
        args = sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest in self._defaults:
            if not hasattr(namespace, dest):
                setattr(namespace, dest, self._defaults[dest])
        if self.exit_on_error:
            try:
                namespace, rest = _Parsing(self, args, namespace).run()
            except ArgumentError as e:
                self.error(str(e))
        else:
            namespace, rest = _Parsing(self, args, namespace).run()
        if hasattr(namespace, _UNRECOGNIZED):
            rest = rest + getattr(namespace, _UNRECOGNIZED)
            delattr(namespace, _UNRECOGNIZED)
        return namespace, rest

    def parse_intermixed_args(self, args=None, namespace=None):
        args, rest = self.parse_known_intermixed_args(args, namespace)
        if rest:
            self.error('unrecognized arguments: %s' % ' '.join(rest))
        return args

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Options first, wherever they stand; what is left are the positional arguments."""
        positionals = self._get_positional_actions()
        saved = [(action, action.nargs, action.default, action.required) for action in self._actions]
        try:
            for action in positionals:
                action.nargs, action.default, action.required = SUPPRESS, SUPPRESS, False
            namespace, rest = self.parse_known_args(args, namespace)
            for action, nargs, default, required in saved:
                action.nargs, action.default, action.required = nargs, default, required and not action.option_strings
            return self.parse_known_args(rest, namespace)
        finally:
            for action, nargs, default, required in saved:
                action.nargs, action.default, action.required = nargs, default, required

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (file or sys.stderr).write(message)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.prog, message))

    # ---- values

    def _get_value(self, action, string):
        convert = self._registry_get('type', action.type, action.type)
        if not callable(convert):
            raise ArgumentError(action, '%r is not callable' % (convert,))
        try:
            return convert(string)
        except ArgumentTypeError as e:
            raise ArgumentError(action, str(e))
        except (TypeError, ValueError):
            raise ArgumentError(action, 'invalid %s value: %r' % (getattr(action.type, '__name__', repr(action.type)), string))

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(action, 'invalid choice: %r (choose from %s)' % (value, ', '.join(map(repr, action.choices))))

    def _get_values(self, action, strings):
        nargs = action.nargs
        if nargs not in (PARSER, REMAINDER) and '--' in strings:
            strings = strings[:]
            strings.remove('--')
        if not strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
        elif not strings and nargs == ZERO_OR_MORE and not action.option_strings:
            value = action.default if action.default is not None else []
        elif len(strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, strings[0])
            self._check_value(action, value)
        elif nargs == REMAINDER:
            value = [self._get_value(action, s) for s in strings]
        elif nargs == PARSER:
            value = [self._get_value(action, s) for s in strings]
            self._check_value(action, value[0])
        elif nargs == SUPPRESS:
            value = SUPPRESS
        else:
            value = [self._get_value(action, s) for s in strings]
            for one in value:
                self._check_value(action, one)
        return value


class _Parsing:
    """One run of a parser over arguments."""

    def __init__(self, parser, args, namespace):
        self.parser = parser
        self.namespace = namespace
        self.args = self.from_files(args) if parser.fromfile_prefix_chars is not None else args
        self.extras = []
        self.seen = set()
        self.seen_non_default = set()
        self.positionals = parser._get_positional_actions()
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            for action in group._group_actions:
                self.conflicts.setdefault(action, []).extend([other for other in group._group_actions if other is not action])
        # What each argument looks like: O an option, A an argument, - the mark after which there are no options.
        self.options = {}
        kinds = []
        for i, arg in enumerate(self.args):
            if kinds and kinds[-1] == '-' or '-' in kinds:
                kinds.append('A')
            elif arg == '--':
                kinds.append('-')
            else:
                option = self.option_of(arg)
                if option is None:
                    kinds.append('A')
                else:
                    self.options[i] = option
                    kinds.append('O')
        self.kinds = ''.join(kinds)

    def from_files(self, args):
        result = []
        for arg in args:
            if not arg or arg[0] not in self.parser.fromfile_prefix_chars:
                result.append(arg)
                continue
            try:
                with open(arg[1:]) as file:
                    inner = []
                    for line in file.read().splitlines():
                        inner.extend(self.parser.convert_arg_line_to_args(line))
                    result.extend(self.from_files(inner))
            except OSError as e:
                self.parser.error(str(e))
        return result

    def option_of(self, arg):
        """The action, option string and explicit value of an argument that is an option; None for others."""
        parser = self.parser
        if not arg or arg[0] not in parser.prefix_chars:
            return None
        if arg in parser._option_string_actions:
            return parser._option_string_actions[arg], arg, None
        if len(arg) == 1:
            return None
        if '=' in arg:
            option, value = arg.split('=', 1)
            if option in parser._option_string_actions:
                return parser._option_string_actions[option], option, value
        found = self.abbreviated(arg)
        if len(found) > 1:
            parser.error('ambiguous option: %s could match %s' % (arg, ', '.join([option for _, option, _ in found])))
        if found:
            return found[0]
        if parser._negative_number_matcher.match(arg) and not parser._has_negative_number_optionals:
            return None
        if ' ' in arg:
            return None
        return None, arg, None

    def abbreviated(self, arg):
        actions = self.parser._option_string_actions
        chars = self.parser.prefix_chars
        result = []
        if arg[0] in chars and arg[1] in chars:
            if self.parser.allow_abbrev:
                prefix, eq, value = arg.partition('=')
                for option in actions:
                    if option.startswith(prefix):
                        result.append((actions[option], option, value if eq else None))
        else:
            short, value = arg[:2], arg[2:]
            for option in actions:
                if option == short:
                    result.append((actions[option], option, value))
                elif option.startswith(arg):
                    result.append((actions[option], option, None))
        return result

    @staticmethod
    def pattern_of(action):
        nargs = action.nargs
        patterns = {None: '(-*A-*)', OPTIONAL: '(-*A?-*)', ZERO_OR_MORE: '(-*[A-]*)', ONE_OR_MORE: '(-*A[A-]*)', REMAINDER: '([-AO]*)',
                    PARSER: '(-*A[-AO]*)', SUPPRESS: '(-*-*)'}
        pattern = patterns.get(nargs) or '(-*%s-*)' % '-*'.join('A' * nargs)
        return pattern.replace('-*', '').replace('-', '') if action.option_strings else pattern

    def take(self, action, strings, option=None):
        self.seen.add(action)
        values = self.parser._get_values(action, strings)
        if values is not action.default:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(action, 'not allowed with argument %s' % _name_of(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    def count_of(self, action, kinds):
        match = re.match(self.pattern_of(action), kinds)
        if match is None:
            messages = {None: 'expected one argument', OPTIONAL: 'expected at most one argument', ONE_OR_MORE: 'expected at least one argument'}
            message = messages.get(action.nargs)
            if message is None:
                message = 'expected %s argument%s' % (action.nargs, '' if action.nargs == 1 else 's')
            raise ArgumentError(action, message)
        return len(match.group(1))

    def option(self, start):
        action, option, explicit = self.options[start]
        taken = []
        while True:
            if action is None:
                self.extras.append(self.args[start])
                return start + 1
            if explicit is None:
                count = self.count_of(action, self.kinds[start + 1:])
                stop = start + 1 + count
                taken.append((action, self.args[start + 1:stop], option))
                break
            count = 0 if action.nargs == 0 else self.count_of(action, 'A')
            if count == 0 and option[1] not in self.parser.prefix_chars and explicit != '':
                # The letters of a group of options.
                taken.append((action, [], option))
                option = option[0] + explicit[0]
                rest = explicit[1:] or None
                if option not in self.parser._option_string_actions:
                    raise ArgumentError(action, 'ignored explicit argument %r' % explicit)
                action = self.parser._option_string_actions[option]
                explicit = rest
                if explicit is not None and explicit[0] == '=':
                    explicit = explicit[1:]
            elif count == 1:
                stop = start + 1
                taken.append((action, [explicit], option))
                break
            else:
                raise ArgumentError(action, 'ignored explicit argument %r' % explicit)
        for one in taken:
            self.take(*one)
        return stop

    def some_positionals(self, start):
        """Takes as many positional arguments as the next values are enough for."""
        for count in range(len(self.positionals), 0, -1):
            match = re.match(''.join([self.pattern_of(action) for action in self.positionals[:count]]), self.kinds[start:])
            if match is None:
                continue
            actions, self.positionals = self.positionals[:count], self.positionals[count:]
            for action, group in zip(actions, match.groups()):
                self.take(action, self.args[start:start + len(group)])
                start += len(group)
            break
        return start

    def run(self):
        parser = self.parser
        start = 0
        last = max(self.options, default=-1)
        while start <= last:
            following = min([i for i in self.options if i >= start])
            if start != following:
                stop = self.some_positionals(start)
                if stop > start:
                    start = stop
                    continue
                start = stop
            if start not in self.options:
                self.extras.extend(self.args[start:following])
                start = following
            start = self.option(start)
        stop = self.some_positionals(start)
        self.extras.extend(self.args[stop:])
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_name_of(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, parser._get_value(action, action.default))
        if missing:
            parser.error('the following arguments are required: %s' % ', '.join(missing))
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default for action in group._group_actions):
                names = [_name_of(action) for action in group._group_actions if action.help is not SUPPRESS]
                parser.error('one of the arguments %s is required' % ' '.join(names))
        return self.namespace, self.extras
