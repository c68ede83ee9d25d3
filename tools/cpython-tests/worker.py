"""Runs one test file under unittest and notes each test's outcome; run.py starts it in both Pythons.

    worker.py FILE NOTES DONE      FILE: a module of the package test; NOTES: where a line for each event goes; DONE: ids not to run again

A line is an event, an id and a text, parted by tabs. Begin stands before each test, so that the one that ended the process, or never ended, is known.
"""
import sys
import unittest


def main():
    name, notes, done = sys.argv[1:4]
    with open(done, encoding='utf-8') as f:
        done = set(f.read().splitlines())
    out = open(notes, 'a', encoding='utf-8', errors='backslashreplace')

    def note(*parts):
        out.write('\t'.join(' '.join(str(p).split())[:400] for p in parts) + '\n')
        out.flush()

    sys.argv = [name]
    note('load', name)
    from test import support
    support.use_resources = []
    try:
        suite = unittest.defaultTestLoader.loadTestsFromName('test.' + name)
    except unittest.SkipTest as e:
        note('skip', name, e)
        note('end', name)
        return
    kept = unittest.TestSuite()
    seen = {}
    for test in flat(suite):
        # Doctests of one name, and classes made twice, are told apart by a number.
        n = seen[test.id()] = seen.get(test.id(), 0) + 1
        test.noted = test.id().removeprefix('test.') + ('' if n == 1 else '#%d' % n)
        if test.noted not in done:
            note('test', test.noted)
            kept.addTest(test)
    note('loaded', name)
    kept.run(Notes(note))
    note('end', name)


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


class Notes(unittest.TestResult):
    def __init__(self, note):
        super().__init__()
        self.note = note

    def startTest(self, test):
        super().startTest(test)
        self.outcome = 'pass', ''
        self.note('begin', test.noted)

    def stopTest(self, test):
        super().stopTest(test)
        self.note(self.outcome[0], test.noted, self.outcome[1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.failed('fail' if issubclass(err[0], test.failureException) else 'error', err)

    def addError(self, test, err):
        super().addError(test, err)
        self.fixture(test, 'error', err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.fixture(test, 'fail', err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if hasattr(test, 'noted'):
            self.outcome = 'skip', reason
        else:
            self.note('fixture', test.id(), 'skip ' + str(reason))

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.outcome = 'fail', 'unexpected success'

    def fixture(self, test, kind, err):
        """What has no begin is a setUpClass or the like: the tests of its class never run."""
        if hasattr(test, 'noted'):
            self.failed(kind, err)
        else:
            self.note('fixture', test.id(), describe(err))

    def failed(self, kind, err):
        if self.outcome[0] == 'pass':
            self.outcome = kind, describe(err)


def describe(err):
    kind, value, tb = err
    try:
        text = str(value)
    except Exception as e:
        text = '(no str: %s)' % type(e).__name__
    where = ''
    while tb is not None:
        code = tb.tb_frame.f_code.co_filename
        if '/test/' in code:
            where = '%s:%d ' % (code.rpartition('/')[2], tb.tb_lineno)
        tb = tb.tb_next
    return '%s%s: %s' % (where, kind.__name__, text)


main()
