"""Tests as methods of classes. The everyday part of CPython's package: cases, suites, a loader and a runner that writes text."""

import contextlib
import functools
import pprint
import re
import sys
import time
import traceback
import types
import warnings

__all__ = [
    "TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase", "main", "defaultTestLoader", "SkipTest", "skip",
    "skipIf", "skipUnless", "expectedFailure", "TextTestResult", "addModuleCleanup", "IsolatedAsyncioTestCase", "doModuleCleanups", "enterModuleContext"]

__unittest = True


class SkipTest(Exception):
    """Raised by a test that is not to run."""


def skip(reason):
    def decorate(item):
        if not isinstance(item, type):
            @functools.wraps(item)
            def skipped(*args, **kwargs):
                raise SkipTest(reason)
            item = skipped
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if isinstance(reason, types.FunctionType):
        item, reason = reason, ""
        return decorate(item)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return lambda item: item if condition else skip(reason)(item)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


class _Cleanups:
    def __init__(self):
        self.calls = []

    def add(self, function, args, kwargs):
        self.calls.append((function, args, kwargs))

    def enter(self, manager):
        value = type(manager).__enter__(manager)
        self.add(type(manager).__exit__, (manager, None, None, None), {})
        return value


_module_cleanups = _Cleanups()


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.add(function, args, kwargs)


def enterModuleContext(cm):
    return _module_cleanups.enter(cm)


def doModuleCleanups():
    while _module_cleanups.calls:
        function, args, kwargs = _module_cleanups.calls.pop()
        function(*args, **kwargs)


def _is_own(tb):
    return "__unittest" in tb.tb_frame.f_globals


def _error_text(error):
    """The traceback without the frames of this module: what failed is what called the assertion."""
    tb = error[2]
    while tb and _is_own(tb):
        tb = tb.tb_next
    if issubclass(error[0], AssertionError):
        last = tb
        while last and last.tb_next and not _is_own(last.tb_next):
            last = last.tb_next
        if last:
            last.tb_next = None
    return "".join(traceback.format_exception(error[0], error[1], tb))


class TestResult:
    """What has come of tests."""

    failfast = False
    shouldStop = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failures, self.errors, self.skipped, self.expectedFailures, self.unexpectedSuccesses = [], [], [], [], []
        self.testsRun = 0

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def _stop_if(self):
        if self.failfast:
            self.stop()

    def addError(self, test, err):
        self.errors.append((test, _error_text(err)))
        self._stop_if()

    def addFailure(self, test, err):
        self.failures.append((test, _error_text(err)))
        self._stop_if()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            kept = self.failures if issubclass(err[0], test.failureException) else self.errors
            kept.append((subtest, _error_text(err)))
            self._stop_if()

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, _error_text(err)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self._stop_if()

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def stop(self):
        self.shouldStop = True

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} run={self.testsRun} errors={len(self.errors)} failures={len(self.failures)}>"


class _Raises:
    """with self.assertRaises(...), and the same for warnings."""

    def __init__(self, case, expected, regex=None, msg=None):
        self.case, self.expected, self.msg = case, expected, msg
        self.regex = re.compile(regex) if isinstance(regex, (str, bytes)) else regex

    def _called(self, name, args, kwargs):
        kinds = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        if not all(isinstance(k, type) and issubclass(k, self.base) for k in kinds):
            raise TypeError(f"{name}() arg 1 must be {self.base_name}")
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError(f"{next(iter(kwargs))!r} is an invalid keyword argument for this function")
            return self
        self.what = getattr(args[0], "__name__", str(args[0]))
        with self:
            args[0](*args[1:], **kwargs)

    base, base_name, what = BaseException, "an exception type or tuple of exception types", None

    def _name(self):
        return getattr(self.expected, "__name__", str(self.expected))

    def _fail(self, text):
        raise self.case.failureException(self.case._formatMessage(self.msg, text))

    def _fits(self, text):
        if self.regex is not None and not self.regex.search(text):
            self._fail(f'"{self.regex.pattern}" does not match "{text}"')

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            self._fail(f"{self._name()} not raised by {self.what}" if self.what else f"{self._name()} not raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = value.with_traceback(None)
        self._fits(str(value))
        return True


class _Warns(_Raises):
    base, base_name = Warning, "a warning type or tuple of warning types"

    def __enter__(self):
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, kind, value, tb):
        self._catcher.__exit__(kind, value, tb)
        if kind is not None:
            return
        first = None
        for given in self.warnings:
            if not isinstance(given.message, self.expected):
                continue
            first = first or given.message
            if self.regex is None or self.regex.search(str(given.message)):
                self.warning, self.filename, self.lineno = given.message, given.filename, given.lineno
                return
        if first is not None:
            self._fail(f'"{self.regex.pattern}" does not match "{first}"')
        self._fail(f"{self._name()} not triggered by {self.what}" if self.what else f"{self._name()} not triggered")


class _Outcome:
    def __init__(self, result, case):
        self.result, self.case = result, case
        self.success, self.error = True, None
        self.expects_failure = False

    @contextlib.contextmanager
    def part(self, subtest=None):
        before, self.success = self.success, True
        try:
            yield
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            self.success = False
            self.result.addSkip(subtest or self.case, str(e))
        except BaseException:
            error = sys.exc_info()
            self.success = False
            if self.expects_failure:
                self.error = error
            elif subtest is not None:
                self.result.addSubTest(self.case, subtest, error)
            elif issubclass(error[0], self.case.failureException):
                self.result.addFailure(self.case, error)
            else:
                self.result.addError(self.case, error)
        self.success = self.success and before


def _short(value, least=80):
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    return text if len(text) < least else text[:least] + " [truncated]..."


class TestCase:
    """A test: one method of the class, with what is done before and after it."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640
    _class_cleanups = None

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        method = getattr(self, methodName, None)
        if method is None and methodName != "runTest":
            raise ValueError(f"no such test method in {type(self)}: {methodName}")
        self._testMethodDoc = method and method.__doc__
        self._cleanups = _Cleanups()
        self._outcome = None
        self._equals = {}

    def addTypeEqualityFunc(self, typeobj, function):
        self._equals[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.add(function, args, kwargs)

    def enterContext(self, cm):
        return self._cleanups.enter(cm)

    @classmethod
    def _of_class(cls):
        if "_class_cleanups" not in cls.__dict__ or cls._class_cleanups is None:
            cls._class_cleanups = _Cleanups()
        return cls._class_cleanups

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._of_class().add(function, args, kwargs)

    @classmethod
    def enterClassContext(cls, cm):
        return cls._of_class().enter(cm)

    @classmethod
    def doClassCleanups(cls):
        calls = cls._of_class().calls
        while calls:
            function, args, kwargs = calls.pop()
            function(*args, **kwargs)

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self):
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}.{self._testMethodName}"

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} testMethod={self._testMethodName}>"

    @contextlib.contextmanager
    def subTest(self, msg=None, **params):
        outcome = self._outcome
        if outcome is None:
            yield
            return
        before = getattr(self, "_subtest", None)
        self._subtest = _SubTest(self, msg, {**(before.params if before else {}), **params})
        try:
            with outcome.part(self._subtest):
                yield
        finally:
            self._subtest = before

    def _run_method(self, function):
        return function()

    def run(self, result=None):
        if result is None:
            result = self.defaultTestResult()
            result.startTestRun()
            try:
                return self._run(result)
            finally:
                result.stopTestRun()
        return self._run(result)

    def _run(self, result):
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            for item in type(self), method:
                if getattr(item, "__unittest_skip__", False):
                    result.addSkip(self, getattr(item, "__unittest_skip_why__", ""))
                    return result
            outcome = self._outcome = _Outcome(result, self)
            expecting = getattr(type(self), "__unittest_expecting_failure__", False) or getattr(method, "__unittest_expecting_failure__", False)
            with outcome.part():
                self._run_method(self.setUp)
            if outcome.success:
                outcome.expects_failure = expecting
                with outcome.part():
                    self._run_method(method)
                outcome.expects_failure = False
                with outcome.part():
                    self._run_method(self.tearDown)
            self.doCleanups()
            if outcome.error is not None:
                result.addExpectedFailure(self, outcome.error)
            elif outcome.success:
                result.addUnexpectedSuccess(self) if expecting else result.addSuccess(self)
            return result
        finally:
            result.stopTest(self)
            self._outcome = None

    def doCleanups(self):
        outcome = self._outcome or _Outcome(TestResult(), self)
        while self._cleanups.calls:
            function, args, kwargs = self._cleanups.calls.pop()
            with outcome.part():
                self._run_method(functools.partial(function, *args, **kwargs))
        return outcome.success

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        self.doCleanups()

    def skipTest(self, reason):
        raise SkipTest(reason)

    # ---- what a test says

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        return standardMsg if msg is None else f"{standardMsg} : {msg}"

    def _check(self, holds, msg, text):
        if not holds:
            raise self.failureException(self._formatMessage(msg, text()))

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, lambda: f"{_short(expr)} is not true")

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, lambda: f"{_short(expr)} is not false")

    def assertEqual(self, first, second, msg=None):
        kind = type(first)
        if kind is type(second):
            own = self._equals.get(kind)
            if own is not None:
                return (getattr(self, own) if isinstance(own, str) else own)(first, second, msg=msg)
            if kind in (list, tuple, dict, set, frozenset, str):
                return self._same_container(first, second, msg)
        self._check(first == second, msg, lambda: f"{_short(first, 1000)} != {_short(second, 1000)}")

    def _same_container(self, first, second, msg):
        if first == second:
            return
        text = f"{_short(first, 1000)} != {_short(second, 1000)}"
        if isinstance(first, str):
            one, two = first.splitlines(keepends=True), second.splitlines(keepends=True)
            lines = [("- " if at == 0 else "+ ") + line for at, part in enumerate((one, two)) for line in part]
            text += "\n" + "\n".join(line.rstrip("\n") for line in lines) + "\n"
        elif isinstance(first, (list, tuple)):
            kind = type(first).__name__
            both = min(len(first), len(second))
            at = next((i for i in range(both) if first[i] != second[i]), None)
            if at is not None:
                where = f"First differing element {at}:\n{_short(first[at])}\n{_short(second[at])}"
            else:
                which, longer = ("First", first) if len(first) > len(second) else ("Second", second)
                where = f"{which} {kind} contains {len(longer) - both} additional elements.\nFirst extra element {both}:\n{_short(longer[both])}"
            text = f"{kind.capitalize()}s differ: {text}\n\n{where}\n\n- {pprint.pformat(first)}\n+ {pprint.pformat(second)}"
        elif isinstance(first, dict):
            text += f"\n- {pprint.pformat(first)}\n+ {pprint.pformat(second)}"
        else:
            text = ""
            for heading, items in ("Items in the first set but not the second:", first - second), ("Items in the second set but not the first:", second - first):
                if items:
                    text += heading + "\n" + "\n".join(map(repr, items)) + "\n"
            text = text.removesuffix("\n")
        raise self.failureException(self._formatMessage(msg, text))

    def assertListEqual(self, list1, list2, msg=None):
        self._same_kind(list, list1, list2, msg)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self._same_kind(tuple, tuple1, tuple2, msg)

    def assertDictEqual(self, d1, d2, msg=None):
        self._same_kind(dict, d1, d2, msg)

    def assertSetEqual(self, set1, set2, msg=None):
        self._same_container(set1, set2, msg)

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        self._check(len(seq1) == len(seq2) and all(a == b for a, b in zip(seq1, seq2)), msg, lambda: f"Sequences differ: {_short(seq1)} != {_short(seq2)}")

    def assertMultiLineEqual(self, first, second, msg=None):
        self._same_kind(str, first, second, msg)

    def _same_kind(self, kind, first, second, msg):
        names = {list: "list", tuple: "tuple", dict: "dictionary", str: "string"}
        for which, value in ("First", first), ("Second", second):
            self._check(isinstance(value, kind), None, lambda: f"{which} {'argument' if kind in (dict, str) else 'sequence'} is not a {names[kind]}: {_short(value)}")
        self._same_container(first, second, msg)

    def assertCountEqual(self, first, second, msg=None):
        left, wrong = list(second), []
        for item in first:
            if item in left:
                left.remove(item)
            else:
                wrong.append(item)
        lines = []
        for item in wrong:
            lines.append(f"First has 1, Second has 0:  {item!r}")
        for item in left:
            lines.append(f"First has 0, Second has 1:  {item!r}")
        self._check(not lines, msg, lambda: "Element counts were not equal:\n" + "\n".join(lines))

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, lambda: f"{_short(first)} == {_short(second)}")

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, lambda: f"{_short(expr1)} is not {_short(expr2)}")

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, lambda: f"unexpectedly identical: {_short(expr1)}")

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, lambda: f"{_short(obj)} is not None")

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, lambda: "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, lambda: f"{_short(member)} not found in {_short(container)}")

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, lambda: f"{_short(member)} unexpectedly found in {_short(container)}")

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, lambda: f"{_short(obj)} is not an instance of {cls!r}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, lambda: f"{_short(obj)} is an instance of {cls!r}")

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, lambda: f"{_short(a)} not less than {_short(b)}")

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, lambda: f"{_short(a)} not less than or equal to {_short(b)}")

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, lambda: f"{_short(a)} not greater than {_short(b)}")

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, lambda: f"{_short(a)} not greater than or equal to {_short(b)}")

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            self._check(difference <= delta, msg, lambda: f"{_short(first)} != {_short(second)} within {_short(delta)} delta ({_short(difference)} difference)")
            return
        places = 7 if places is None else places
        self._check(round(difference, places) == 0, msg, lambda: f"{_short(first)} != {_short(second)} within {places} places ({_short(difference)} difference)")

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if delta is not None:
            self._check(first != second and difference > delta, msg, lambda: f"{_short(first)} == {_short(second)} within {_short(delta)} delta ({_short(difference)} difference)")
            return
        places = 7 if places is None else places
        self._check(first != second and round(difference, places) != 0, msg, lambda: f"{_short(first)} == {_short(second)} within {places} places")

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = re.compile(expected_regex) if isinstance(expected_regex, (str, bytes)) else expected_regex
        self._check(pattern.search(text), msg, lambda: f"Regex didn't match: {pattern.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = re.compile(unexpected_regex) if isinstance(unexpected_regex, (str, bytes)) else unexpected_regex
        found = pattern.search(text)
        self._check(not found, msg, lambda: f"Regex matched: {found[0]!r} matches {pattern.pattern!r} in {text!r}")

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _Raises(self, expected_exception)._called("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _Raises(self, expected_exception, expected_regex)._called("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _Warns(self, expected_warning)._called("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _Warns(self, expected_warning, expected_regex)._called("assertWarnsRegex", args, kwargs)


class _SubTest(TestCase):
    def __init__(self, case, message, params):
        super().__init__()
        self.case, self.message, self.params = case, message, params
        self.failureException = case.failureException

    def _description(self):
        parts = [f"[{self.message}]"] if self.message is not None else []
        if self.params:
            parts.append(f"({', '.join(f'{k}={v!r}' for k, v in self.params.items())})")
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.case.id()} {self._description()}"

    def shortDescription(self):
        return self.case.shortDescription()

    def __str__(self):
        return f"{self.case} {self._description()}"


class FunctionTestCase(TestCase):
    """A plain function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._functions = testFunc, setUp, tearDown
        self._description = description

    def setUp(self):
        if self._functions[1]:
            self._functions[1]()

    def tearDown(self):
        if self._functions[2]:
            self._functions[2]()

    def runTest(self):
        self._functions[0]()

    def id(self):
        return self._functions[0].__name__


class IsolatedAsyncioTestCase(TestCase):
    """A test whose methods may be coroutine functions."""

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    def _run_method(self, function):
        import asyncio
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        if function == self.setUp:
            self.setUp()
            function = self.asyncSetUp
        result = function()
        if asyncio.iscoroutine(result):
            self._loop.run_until_complete(result)
        if function == self.tearDown:
            self._loop.run_until_complete(self.asyncTearDown())

    _loop = None

    def _run(self, result):
        try:
            return super()._run(result)
        finally:
            if self._loop is not None:
                self._loop.close()
                self._loop = None


class _ErrorHolder:
    """Stands for a test where setUpClass or the like failed."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    __str__ = id


class TestSuite:
    """Tests that run one after the other."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        for test in tests:
            self.addTest(test)

    def _flat(self):
        for test in self:
            if isinstance(test, TestSuite):
                yield from test._flat()
            else:
                yield test

    def run(self, result, debug=False):
        group = module = None
        broken = False
        for test in self._flat():
            if result.shouldStop:
                break
            if type(test) is not group:
                self._leave(group, broken, result)
                if type(test).__module__ != module:
                    self._leave_module(module, result)
                    module = type(test).__module__
                    if not self._fixture(sys.modules.get(module), "setUpModule", module, result):
                        module = None
                        continue
                group = type(test)
                broken = not getattr(group, "__unittest_skip__", False) and not self._fixture(group, "setUpClass", f"{group.__module__}.{group.__qualname__}", result)
            if not broken:
                test(result)
        self._leave(group, broken, result)
        self._leave_module(module, result)
        return result

    def _leave(self, group, broken, result):
        if group is not None and not getattr(group, "__unittest_skip__", False):
            name = f"{group.__module__}.{group.__qualname__}"
            if not broken:
                self._fixture(group, "tearDownClass", name, result)
            self._fixture(group, "doClassCleanups", name, result)

    def _leave_module(self, module, result):
        if module is not None:
            self._fixture(sys.modules.get(module), "tearDownModule", module, result)
            doModuleCleanups()

    def _fixture(self, owner, name, shown, result):
        function = getattr(owner, name, None)
        if function is None:
            return True
        try:
            function()
            return True
        except SkipTest as e:
            result.addSkip(_ErrorHolder(f"{name} ({shown})"), str(e))
        except Exception:
            result.addError(_ErrorHolder(f"{name} ({shown})"), sys.exc_info())
        return False

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} tests={list(self)}>"

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, TestSuite) else NotImplemented


class TestLoader:
    """Finds tests in classes, modules and by names."""

    testMethodPrefix = "test"
    suiteClass = TestSuite
    sortTestMethodsUsing = True
    testNamePatterns = None

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        names = [n for n in dir(testCaseClass) if n.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, n))]
        if self.testNamePatterns:
            import fnmatch
            where = f"{testCaseClass.__module__}.{testCaseClass.__qualname__}."
            names = [n for n in names if any(fnmatch.fnmatchcase(where + n, p) for p in self.testNamePatterns)]
        return sorted(names)

    def loadTestsFromTestCase(self, testCaseClass):
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        classes = [c for c in (getattr(module, n) for n in dir(module)) if isinstance(c, type) and issubclass(c, TestCase)
                   and c not in (TestCase, FunctionTestCase, IsolatedAsyncioTestCase)]
        suite = self.suiteClass(map(self.loadTestsFromTestCase, classes))
        own = getattr(module, "load_tests", None)
        return own(self, suite, pattern) if own else suite

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        found = module
        if found is None:
            for at in range(len(parts), 0, -1):
                try:
                    found = __import__(".".join(parts[:at]), fromlist=["x"])
                    break
                except ModuleNotFoundError:
                    if at == 1:
                        raise
            parts = parts[at:]
        owner = None
        for part in parts:
            owner, found = found, getattr(found, part)
        if isinstance(found, types.ModuleType):
            return self.loadTestsFromModule(found)
        if isinstance(found, type) and issubclass(found, TestCase):
            return self.loadTestsFromTestCase(found)
        if isinstance(owner, type) and issubclass(owner, TestCase):
            return self.suiteClass([owner(parts[-1])])
        return found if isinstance(found, TestSuite) else found()

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass(self.loadTestsFromName(name, module) for name in names)

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        import fnmatch
        import os
        top = os.path.abspath(top_level_dir or start_dir)
        if top not in sys.path:
            sys.path.insert(0, top)
        suites = []
        for folder, folders, files in os.walk(os.path.abspath(start_dir)):
            folders[:] = sorted(f for f in folders if os.path.isfile(os.path.join(folder, f, "__init__.py")))
            for file in sorted(files):
                if fnmatch.fnmatch(file, pattern) and file.endswith(".py"):
                    name = os.path.relpath(os.path.join(folder, file), top)[:-3].replace(os.sep, ".")
                    suites.append(self.loadTestsFromModule(__import__(name, fromlist=["x"])))
        return self.suiteClass(suites)


defaultTestLoader = TestLoader()


class _Lines:
    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        return getattr(self.__dict__["stream"], name)

    def writeln(self, text=""):
        self.write(text + "\n")


class TextTestResult(TestResult):
    """Writes a letter or a line for each test."""

    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.descriptions = descriptions
        self.showAll = verbosity > 1
        self.dots = verbosity == 1

    def getDescription(self, test):
        first = test.shortDescription()
        return f"{test}\n{first}" if self.descriptions and first else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self.stream.flush()
            self._is_ended = False

    _is_ended = True

    def _say(self, test, word, letter):
        if self.showAll:
            # What has no line of its own yet gets one.
            is_part = isinstance(test, _SubTest)
            if is_part or self._is_ended:
                if not self._is_ended:
                    self.stream.writeln()
                self.stream.write(("  " if is_part else "") + self.getDescription(test) + " ... ")
            self.stream.writeln(word)
            self._is_ended = True
        elif self.dots:
            self.stream.write(letter)
        self.stream.flush()

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(test, "ok", ".")

    def addError(self, test, err):
        super().addError(test, err)
        self._say(test, "ERROR", "E")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say(test, "FAIL", "F")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._say(subtest, "FAIL" if failed else "ERROR", "F" if failed else "E")
        super().addSubTest(test, subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(test, f"skipped {reason!r}", "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._say(test, "expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._say(test, "unexpected success", "u")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
        for kind, found in ("ERROR", self.errors), ("FAIL", self.failures):
            for test, text in found:
                self.stream.writeln(self.separator1)
                self.stream.writeln(f"{kind}: {self.getDescription(test)}")
                self.stream.writeln(self.separator2)
                self.stream.writeln(text)
        if self.unexpectedSuccesses:
            self.stream.writeln(self.separator1)
            for test in self.unexpectedSuccesses:
                self.stream.writeln(f"UNEXPECTED SUCCESS: {self.getDescription(test)}")
        self.stream.flush()


class TextTestRunner:
    """Runs tests and writes what comes of them."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, warnings=None, *, tb_locals=False):
        self.stream = _Lines(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        result = self._makeResult()
        result.failfast = self.failfast
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            result.startTestRun()
            try:
                test(result)
            finally:
                result.stopTestRun()
            taken = time.perf_counter() - start
        result.printErrors()
        stream = self.stream
        stream.writeln(result.separator2)
        stream.writeln(f"Ran {result.testsRun} test{'' if result.testsRun == 1 else 's'} in {taken:.3f}s")
        stream.writeln()
        counts = [(name, len(found)) for name, found in (
            ("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped), ("expected failures", result.expectedFailures),
            ("unexpected successes", result.unexpectedSuccesses)) if found]
        stream.write("OK" if result.wasSuccessful() else "FAILED")
        stream.write(f" ({', '.join(f'{name}={count}' for name, count in counts)})\n" if counts else "\n")
        stream.flush()
        return result


class TestProgram:
    """The command: runs the tests of a module, or those that are named."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader, exit=True, verbosity=1,
                 failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        self.module = __import__(module, fromlist=["x"]) if isinstance(module, str) else module
        names, patterns = [], []
        arguments = iter((sys.argv if argv is None else argv)[1:])
        for argument in arguments:
            if argument in ("-v", "--verbose"):
                verbosity = 2
            elif argument in ("-q", "--quiet"):
                verbosity = 0
            elif argument in ("-f", "--failfast"):
                failfast = True
            elif argument == "-k":
                pattern = next(arguments, "")
                patterns.append(pattern if "*" in pattern else f"*{pattern}*")
            elif argument.startswith("-"):
                print(f"unknown option {argument}", file=sys.stderr)
                sys.exit(2)
            else:
                names.append(argument)
        testLoader.testNamePatterns = patterns or None
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        if names[:1] == ["discover"]:
            self.test = testLoader.discover(*names[1:] or ["."])
        elif names:
            self.test = testLoader.loadTestsFromNames([n[:-3].replace("/", ".") if n.endswith(".py") else n for n in names], self.module)
        elif self.module is None:
            self.test = testLoader.discover(".")
        else:
            self.test = testLoader.loadTestsFromModule(self.module)
        runner = testRunner or TextTestRunner
        if isinstance(runner, type):
            runner = runner(verbosity=verbosity, failfast=bool(failfast))
        self.result = runner.run(self.test)
        if exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram

if __name__ == "__main__":
    # The module of that name is the one that test files import.
    import unittest
    sys.path.insert(0, "")
    unittest.main(module=None)
