import unittest


class Old(unittest.TestCase):
    def test_ok(self):
        self.assertEqual(1, 1)

    def test_fails(self):
        self.assertIn(5, [1, 2])

    @unittest.skip("why")
    def test_skip(self): ...
