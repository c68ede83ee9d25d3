using System.Reflection;
using Backend;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Image;
using MetaTracer.Tests.CodeWriter;
using MetaTracer.Tests.Tiny;

namespace MetaTracer.Tests;

/// <summary>Code and effects that were worked out before and kept in a file.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class JitImageTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Every_construct_runs_from_an_image()
    {
        MethodInfo[] methods = [.. typeof(Zoo).GetMethods().Where(method => method.IsDefined(typeof(Zoo.RunsAttribute), false))];
        JitCodeWriter writer = CodeWriterZooTests.NewWriter();
        // Running converts what they call, and finds the effects of what stays a call.
        string[] expected = [.. methods.SelectMany(method => Outcomes(writer, method))];
        ImageWriter.Write(writer, _path);

        using JitImage image = JitImage.Open(_path);
        var reader = new JitCodeWriter(image);
        reader.Policy.AddInterpreter(typeof(Zoo).Assembly);
        reader.Policy.FollowLoops = true;
        Assert.Equal(expected, methods.SelectMany(method => Outcomes(reader, method)));
        // The rest has constants that belong to the process: delegates, handles.
        Assert.True(reader.Counts.Taken > 10 * reader.Counts.Converted, reader.Counts.ToString());
    }

    private static IEnumerable<string> Outcomes(JitCodeWriter writer, MethodInfo method)
    {
        foreach (Zoo.RunsAttribute run in method.GetCustomAttributes<Zoo.RunsAttribute>())
        {
            string outcome;
            try
            {
                outcome = new JitCodeEvaluator(writer).Invoke(method, run.Arguments)?.ToString() ?? "null";
            }
            catch (Exception e)
            {
                outcome = e.GetType().Name;
            }
            yield return $"{method.Name}: {outcome}";
        }
    }

    private static JitEngine Tiny(JitImage? image) => new(Backends.Create("portable"), new JitParameters().Parse("threshold=3,function_threshold=4,trace_eagerness=2"),
        new JitEngineOptions { DefinitionIsTested = true, Image = image });

    private void WriteTiny()
    {
        using JitEngine engine = Tiny(null);
        engine.Attach(TinyInterpreter.Driver);
        engine.WriteImage(_path);
    }

    [Fact]
    public void An_engine_with_an_image_converts_next_to_nothing()
    {
        WriteTiny();
        using JitImage image = JitImage.Open(_path);
        TinyCode[] programs = [.. TinyPrograms.Specials.Select(special => TinyPrograms.LoopWithCall(special, 60)), TinyPrograms.Overflowing(60), TinyPrograms.Nested(8, 9)];
        Helpers.Scale.Set(3);
        string[] expected = Array.ConvertAll(programs, Run);
        using JitEngine engine = Tiny(image);
        engine.Attach(TinyInterpreter.Driver);
        Helpers.Scale.Set(3);
        Assert.Equal(expected, Array.ConvertAll(programs, Run));
        // One helper cannot be converted, and why is said each time.
        Assert.True(engine.Stats.Loops > 20 && engine.CodeWriter.Counts is { Taken: > 20, Converted: <= 1 }, engine.Stats.ToJson());
        Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_that_is_damaged_is_converted()
    {
        WriteTiny();
        byte[] bytes = File.ReadAllBytes(_path);
        for (int at = JitImage.StartSize + (int)BitConverter.ToInt64(bytes, 8); at < bytes.Length; at += 5) bytes[at] ^= 0x55;
        File.WriteAllBytes(_path, bytes);
        using JitImage image = JitImage.Open(_path);
        TinyCode program = TinyPrograms.LoopWithCall(Op.Boxing, 60);
        Helpers.Scale.Set(3);
        string expected = Run(program);
        using JitEngine engine = Tiny(image);
        engine.Attach(TinyInterpreter.Driver);
        Helpers.Scale.Set(3);
        Assert.Equal(expected, Run(program));
        Assert.True(engine.CodeWriter.Counts.Converted > 3 && engine.Stats.Loops > 0, engine.Stats.ToJson());
    }

    private static string Run(TinyCode code)
    {
        Helpers.Calls = 0;
        Helpers.Last = null;
        return TinyInterpreter.Run(code, 0, new TinyFrame(code)).ToString()!;
    }

    [Fact]
    public void A_definition_that_is_to_be_checked_is_converted()
    {
        WriteTiny();
        using JitImage image = JitImage.Open(_path);
        using var engine = new JitEngine(Backends.Create("portable"), options: new JitEngineOptions { Image = image });
        engine.Attach(TinyInterpreter.Driver);
        Assert.Equal(0, engine.CodeWriter.Counts.Taken);
    }

    [Fact]
    public void Only_whole_images_of_the_same_assemblies_are_opened()
    {
        WriteTiny();
        byte[] bytes = File.ReadAllBytes(_path);
        foreach (int length in (int[])[0, 10, 24, 200, bytes.Length - 1])
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => JitImage.Open(_path));
        }
        // Made from another version of an assembly: its head and the head's check sum say so.
        int version = bytes.AsSpan().IndexOf(typeof(TinyInterpreter).Module.ModuleVersionId.ToByteArray()), head = (int)BitConverter.ToInt64(bytes, 8);
        bytes[version] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<InvalidDataException>(() => JitImage.Open(_path));
        BitConverter.TryWriteBytes(bytes.AsSpan(24), (long)ImageBytes.Sum(bytes.AsSpan(JitImage.StartSize, head)));
        File.WriteAllBytes(_path, bytes);
        Assert.Contains("MetaTracer.Tests", Assert.Throws<InvalidDataException>(() => JitImage.Open(_path)).Message);
        Assert.Throws<FileNotFoundException>(() => JitImage.Open(_path + ".no"));
    }
}
