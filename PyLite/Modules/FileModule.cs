using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>open()</c>: text and binary files, read or written whole or line by line.</summary>
[DontLookInside]
public static class FileModule
{
    public static PyObject? Open(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("open", args, keywords, ["file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"], 1, out PyObject?[] v)) return null;
        if (UserSlots.Unwrap(v[0]!) is not PyStr path) return PyErr.TypeError($"expected str, bytes or os.PathLike object, not {v[0]!.Type.Name}");
        string mode = v[1] is PyStr m ? m.Value : "r";
        if (mode.Count(c => c is 'r' or 'w' or 'a' or 'x') != 1) return PyErr.ValueError("must have exactly one of create/read/write/append mode");
        if (mode.Any(c => c is not ('r' or 'w' or 'a' or 'x' or 'b' or 't' or '+'))) return PyErr.ValueError($"invalid mode: '{mode}'");
        FileMode fileMode = mode.Contains('w') ? FileMode.Create : mode.Contains('a') ? FileMode.Append : mode.Contains('x') ? FileMode.CreateNew : FileMode.Open;
        FileAccess access = mode.Contains('+') && !mode.Contains('a') ? FileAccess.ReadWrite : mode.Contains('r') ? FileAccess.Read : FileAccess.Write;
        try
        {
            if (Directory.Exists(path.Value)) return Failed(Types.IsADirectoryError, 21, "Is a directory", path);
            return new PyFile(new FileStream(path.Value, fileMode, access, FileShare.ReadWrite), path, mode);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(Types.FileNotFoundError, 2, "No such file or directory", path);
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(Types.PermissionError, 13, "Permission denied", path);
        }
        catch (IOException) when (mode.Contains('x') && File.Exists(path.Value))
        {
            return Failed(Types.FileExistsError, 17, "File exists", path);
        }
        catch (IOException e)
        {
            return Failed(Types.OSError, 5, e.Message, path);
        }
    }

    private static PyObject? Failed(PyType type, int number, string message, PyStr path) =>
        PyErr.RaiseWithArgs(type, new PyInt(number), new PyStr(message), path);
}

/// <summary>An open file.</summary>
[DontLookInside]
public sealed class PyFile : PyObject
{
    private static readonly PyType TextType = new("TextIOWrapper", Types.Object, Populate);
    private static readonly PyType BinaryType = new("BufferedReader", Types.Object, Populate);
    private static readonly UTF8Encoding Utf8 = new(false);

    private readonly FileStream _stream;
    private readonly StreamReader? _reader;
    private readonly StreamWriter? _writer;
    private readonly PyStr _name;
    private readonly string _mode;
    private readonly bool _isBinary;
    private bool _closed;

    public PyFile(FileStream stream, PyStr name, string mode)
    {
        _stream = stream;
        _name = name;
        _mode = mode;
        _isBinary = mode.Contains('b');
        if (_isBinary) return;
        if (stream.CanRead) _reader = new StreamReader(stream, Utf8, false);
        if (stream.CanWrite) _writer = new StreamWriter(stream, Utf8) { NewLine = "\n" };
    }

    public override PyType Type => _isBinary ? BinaryType : TextType;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;
    public override PyStr Repr() => new(_isBinary ? $"<_io.BufferedReader name={_name.Repr().Value}>" : $"<_io.TextIOWrapper name={_name.Repr().Value} mode='{_mode}' encoding='UTF-8'>");

    public override PyObject? Next()
    {
        PyObject? line = ReadLine();
        return line == null || line.Truth() != 0 ? line : PyEnd.Value;
    }

    private bool IsOpen() => !_closed || PyErr.Fail(Types.ValueError, "I/O operation on closed file.");

    private static readonly PyType Unsupported = new("UnsupportedOperation", Types.OSError);

    private PyObject? ReadLine()
    {
        if (!IsOpen()) return null;
        if (_isBinary)
        {
            var bytes = new List<byte>();
            int b;
            while ((b = _stream.ReadByte()) >= 0)
            {
                bytes.Add((byte)b);
                if (b == '\n') break;
            }
            return new PyBytes([.. bytes]);
        }
        if (_reader == null) return PyErr.Raise(Unsupported, "not readable");
        var line = new StringBuilder();
        int c;
        while ((c = _reader.Read()) >= 0)
        {
            if (c == '\r')
            {
                if (_reader.Peek() == '\n') _reader.Read();
                c = '\n';
            }
            line.Append((char)c);
            if (c == '\n') break;
        }
        return new PyStr(line.ToString());
    }

    private PyObject? Read(long count)
    {
        if (!IsOpen()) return null;
        if (_isBinary)
        {
            var bytes = new List<byte>();
            while (count != 0 && _stream.ReadByte() is var b && b >= 0)
            {
                bytes.Add((byte)b);
                if (count > 0) count--;
            }
            return new PyBytes([.. bytes]);
        }
        if (_reader == null) return PyErr.Raise(Unsupported, "not readable");
        if (count < 0) return new PyStr(_reader.ReadToEnd().Replace("\r\n", "\n").Replace('\r', '\n'));
        char[] buffer = new char[count];
        int n = _reader.ReadBlock(buffer, 0, buffer.Length);
        return new PyStr(new string(buffer, 0, n));
    }

    private PyObject? Write(PyObject text)
    {
        if (!IsOpen()) return null;
        if (_isBinary)
        {
            if (UserSlots.Unwrap(text) is not PyBytes b) return PyErr.TypeError($"a bytes-like object is required, not '{text.Type.Name}'");
            _stream.Write(b.Span);
            return new PyInt(b.Length);
        }
        if (_writer == null) return PyErr.Raise(Unsupported, "not writable");
        if (UserSlots.Unwrap(text) is not PyStr s) return PyErr.TypeError($"write() argument must be str, not {text.Type.Name}");
        _writer.Write(s.Value);
        return new PyInt(s.Length);
    }

    private void Flush()
    {
        _writer?.Flush();
        if (!_closed) _stream.Flush();
    }

    private void Close()
    {
        if (_closed) return;
        Flush();
        _closed = true;
        _stream.Dispose();
    }

    private static PyFile F(PyObject o) => (PyFile)o;

    private static void Populate(PyType t)
    {
        t.Method("read", self => F(self).Read(-1), (self, n) => n is PyNone ? F(self).Read(-1) : Sequences.Integer(n, out long count) ? F(self).Read(count) : null);
        t.Method("readline", self => F(self).ReadLine());
        t.Method("readlines", self => Sequences.ToList(self) is { } lines ? new PyList(lines) : null);
        t.Method("write", (self, text) => F(self).Write(text));
        t.Method("writelines", (self, lines) =>
        {
            if (Sequences.ToList(lines) is not { } list) return null;
            foreach (PyObject line in list)
                if (F(self).Write(line) == null) return null;
            return PyNone.None;
        });
        t.Method("flush", self =>
        {
            F(self).Flush();
            return PyNone.None;
        });
        t.Method("close", self =>
        {
            F(self).Close();
            return PyNone.None;
        });
        t.Method("seek", (self, at) =>
        {
            F(self).Flush();
            F(self)._stream.Seek(((PyInt)at).Value, SeekOrigin.Begin);
            F(self)._reader?.DiscardBufferedData();
            return at;
        });
        t.Method("__enter__", self => F(self).IsOpen() ? self : null);
        t.MethodAny("__exit__", (args, keywords) =>
        {
            F(args[0]).Close();
            return PyNone.None;
        });
        t.Method("__iter__", self => self);
        t.Method("__next__", self => Iteration.NextOrStop(self));
        t.Property("name", self => F(self)._name);
        t.Property("mode", self => new PyStr(F(self)._mode));
        t.Property("closed", self => PyBool.Of(F(self)._closed));
    }
}
