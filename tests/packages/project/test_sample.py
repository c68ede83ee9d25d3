import pytest, os, sys, warnings


@pytest.fixture
def numbers():
    yield [1, 2, 3]


@pytest.fixture(scope="module", params=["a", "b"])
def letter(request):
    return request.param


def test_sum(numbers):
    assert sum(numbers) == 6


@pytest.mark.parametrize("a, b, want", [(1, 2, 3), (2, 2, 5), pytest.param(1, 1, 2, id="ones")])
def test_add(a, b, want):
    assert a + b == want


def test_letter(letter):
    assert letter in "ab"


def test_compare():
    assert {"a": 1, "b": [1, 2]} == {"a": 1, "b": [1, 3]}


def test_call():
    def f(x):
        return x * 2
    y = 3
    assert f(y) == y + 1, "the message"


def test_raises():
    with pytest.raises(ValueError, match="bad .*"):
        raise ValueError("bad thing")
    with pytest.raises(ZeroDivisionError) as info:
        1 / 0
    assert "division" in str(info.value)


@pytest.mark.skip(reason="not now")
def test_skipped(): ...


@pytest.mark.xfail
def test_xfail():
    assert [1, 2, 3] == [1, 2, 4]


def test_error_in_code():
    {}["missing"]


def test_capture(capsys, monkeypatch, tmp_path):
    print("hello")
    assert capsys.readouterr().out == "hello\n"
    monkeypatch.setenv("XYZ", "1")
    assert os.environ["XYZ"] == "1"
    (tmp_path / "f").write_text("x")
    assert (tmp_path / "f").read_text() == "x"


class TestClass:
    def setup_method(self):
        self.x = 1

    def test_one(self):
        assert self.x == 1

    def test_text(self):
        assert "hello world\nsecond" == "hello there\nsecond"


def test_approx():
    assert 0.1 + 0.2 == pytest.approx(0.3)
    assert not any(x > 2 for x in [1, 3])
