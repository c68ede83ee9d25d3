# Tests as methods of classes.
import unittest, io, re, warnings
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print('setUpClass')
    def setUp(self): self.x=1; self.addCleanup(print,'cleanup',self._testMethodName)
    def test_ok(self): self.assertEqual(self.x,1); self.assertIn(1,[1]); self.assertAlmostEqual(.1+.2,.3); self.assertIsNone(None); self.assertCountEqual([1,2],[2,1]); self.assertRegex('abc','b'); self.assertListEqual([1],[1])
    def test_fail(self):
        "doc line"
        self.assertEqual(1,2,'why')
    def test_err(self): int('x')
    def test_raises(self):
        with self.assertRaises(ValueError) as c: int('x')
        self.assertIn('invalid',str(c.exception)); self.assertRaises(TypeError,len,1)
        with self.assertRaisesRegex(ValueError,'inv'): int('y')
        with self.assertWarns(UserWarning): warnings.warn('a')
    @unittest.skip('later')
    def test_skip(self): pass
    @unittest.skipIf(True,'cond')
    def test_skip2(self): pass
    @unittest.expectedFailure
    def test_xf(self): self.fail('x')
    @unittest.expectedFailure
    def test_us(self): pass
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i,1)
    def test_skip3(self): self.skipTest('mid')
    def test_true(self): self.assertTrue([])
    def test_dict(self): self.assertEqual({1:2},{1:3}) if 0 else self.assertLess(3,2)
@unittest.skip('class')
class Sk(unittest.TestCase):
    def test_a(self): pass
class Bad(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise RuntimeError('no')
    def test_a(self): pass
class As(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.v=2
    async def test_a(self): self.assertEqual(self.v,2)
for v in (1,2):
    s=io.StringIO()
    suite=unittest.TestSuite(); l=unittest.defaultTestLoader
    for c in (T,Sk,Bad,As): suite.addTests(l.loadTestsFromTestCase(c))
    r=unittest.TextTestRunner(stream=s,verbosity=v).run(suite)
    print(re.sub(r'in \d\.\d+s','in Xs',s.getvalue())); print(r.testsRun,len(r.failures),len(r.errors),len(r.skipped),r.wasSuccessful())
print(suite.countTestCases(), l.getTestCaseNames(T)[:2], T('test_ok'), repr(T('test_ok')), T('test_ok').id())
