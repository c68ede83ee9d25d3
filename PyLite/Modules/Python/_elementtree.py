"""Elements in C#, and the makers of trees: what xml.etree.ElementTree has in C."""
import _elements
from _elements import Element, SubElement
import pyexpat as _expat

_comment_factory = _pi_factory = None


def _set_factories(comment_factory, pi_factory, /):
    global _comment_factory, _pi_factory
    before = _comment_factory, _pi_factory
    _comment_factory, _pi_factory = comment_factory, pi_factory
    return before


class TreeBuilder(_elements.TreeBuilder):
    __module__ = 'xml.etree.ElementTree'
    __slots__ = ()

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False):
        super().__init__(
            element_factory, comment_factory if comment_factory is not None else _comment_factory,
            pi_factory if pi_factory is not None else _pi_factory, insert_comments, insert_pis)


class XMLParser:
    __module__ = 'xml.etree.ElementTree'
    __slots__ = ('target', 'entity', 'version', '_parser', '_names', '_error')

    def __init__(self, *args, target=None, encoding=None):
        if args:
            raise TypeError('XMLParser() takes no positional arguments')
        self._parser = parser = _expat.ParserCreate(encoding, '}')
        self.target = target = TreeBuilder() if target is None else target
        self.entity = {}
        self.version = 'Expat %d.%d.%d' % _expat.version_info
        self._names = {}
        parser.DefaultHandlerExpand = self._default
        # Which of comments and instructions a plain builder keeps: it need not be told of others.
        kept = None
        if type(target) is TreeBuilder:
            parser.StartElementHandler, parser.EndElementHandler, *kept = _elements._handlers(target)
        else:
            if hasattr(target, 'start'):
                parser.StartElementHandler = self._start
            if hasattr(target, 'end'):
                parser.EndElementHandler = self._end
        if hasattr(target, 'start_ns'):
            parser.StartNamespaceDeclHandler = self._start_ns
        if hasattr(target, 'end_ns'):
            parser.EndNamespaceDeclHandler = self._end_ns
        if hasattr(target, 'data'):
            parser.CharacterDataHandler = target.data
        if hasattr(target, 'comment') and (kept is None or kept[0]):
            parser.CommentHandler = target.comment
        if hasattr(target, 'pi') and (kept is None or kept[1]):
            parser.ProcessingInstructionHandler = target.pi
        if hasattr(target, 'doctype'):
            parser.StartDoctypeDeclHandler = self._doctype
        parser.buffer_text = True
        parser.ordered_attributes = True

    def _setevents(self, events_queue, events_to_report=None, /):
        append = events_queue.append
        parser = self._parser
        for event in ('end',) if events_to_report is None else events_to_report:
            if event == 'start':
                def handler(tag, attributes, start=parser.StartElementHandler or self._start):
                    append(('start', start(tag, attributes)))
                parser.StartElementHandler = handler
            elif event == 'end':
                def handler(tag, end=parser.EndElementHandler or self._end):
                    append(('end', end(tag)))
                parser.EndElementHandler = handler
            elif event == 'start-ns':
                if hasattr(self.target, 'start_ns'):
                    def handler(prefix, uri, start=self._start_ns):
                        append(('start-ns', start(prefix, uri)))
                else:
                    def handler(prefix, uri):
                        append(('start-ns', (prefix or '', uri or '')))
                parser.StartNamespaceDeclHandler = handler
            elif event == 'end-ns':
                if hasattr(self.target, 'end_ns'):
                    def handler(prefix, end=self._end_ns):
                        append(('end-ns', end(prefix)))
                else:
                    def handler(prefix):
                        append(('end-ns', None))
                parser.EndNamespaceDeclHandler = handler
            elif event == 'comment':
                def handler(text, target=self.target):
                    append(('comment', target.comment(text)))
                parser.CommentHandler = handler
            elif event == 'pi':
                def handler(name, data, target=self.target):
                    append(('pi', target.pi(name, data)))
                parser.ProcessingInstructionHandler = handler
            else:
                raise ValueError(f"unknown event '{event}'")

    def _raise(self, error):
        from xml.etree.ElementTree import ParseError
        made = ParseError(error)
        made.code = error.code
        made.position = error.lineno, error.offset
        raise made from None

    def _name(self, name):
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = '{' + name if '}' in name else name
        return known

    def _start(self, tag, attributes):
        names = self._names
        found = {}
        for i in range(0, len(attributes), 2):
            name = attributes[i]
            found[names.get(name) or self._name(name)] = attributes[i + 1]
        return self.target.start(names.get(tag) or self._name(tag), found)

    def _end(self, tag):
        return self.target.end(self._names.get(tag) or self._name(tag))

    def _start_ns(self, prefix, uri):
        return self.target.start_ns(prefix or '', uri or '')

    def _end_ns(self, prefix):
        return self.target.end_ns(prefix or '')

    def _doctype(self, name, system, public, has_subset):
        self.target.doctype(name, public, system)

    def _default(self, text):
        if text[:1] != '&':
            return
        data = getattr(self.target, 'data', None)
        if data is None:
            return
        try:
            data(self.entity[text[1:-1]])
        except KeyError:
            error = _expat.error(f'undefined entity {text}: line {self._parser.ErrorLineNumber}, column {self._parser.ErrorColumnNumber}')
            error.code = 11
            error.lineno = self._parser.ErrorLineNumber
            error.offset = self._parser.ErrorColumnNumber
            raise error

    def feed(self, data, /):
        try:
            self._parser.Parse(data, False)
        except _expat.error as e:
            self._raise(e)

    def _parse_whole(self, file, /):
        while data := file.read(64 * 1024):
            self.feed(data)
        return self.close()

    def close(self):
        try:
            self._parser.Parse(b'', True)
        except _expat.error as e:
            self._raise(e)
        close = getattr(self.target, 'close', None)
        return None if close is None else close()

    def flush(self):
        pass
