using System.Reflection;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Finds reds that say where in the user's program the interpreter is: they choose among the items of a program's
/// <c>[ImmutableArray]</c>, or which case of a <c>switch</c> is next. Traces then ask for their values again and again.
/// </summary>
internal sealed class GreenCheck : IlFlow
{
    // For each parameter a tag for itself and what is computed of it, and one for the immutable arrays in its object.
    private const int MaxParameters = 30;

    private readonly JitDriver _driver;
    private readonly bool[] _isGreen;
    private readonly Dictionary<int, (IlInstruction At, string Text)> _found = [];

    private GreenCheck(JitDriver driver, IlBody body)
        : base(body)
    {
        _driver = driver;
        _isGreen = Array.ConvertAll(driver.Parameters, parameter => parameter.IsDefined(typeof(GreenAttribute), false));
    }

    public static IEnumerable<string> Warnings(JitDriver driver, IlBody body)
    {
        if (driver.IsOperation || driver.Parameters.Length > MaxParameters) return [];
        var check = new GreenCheck(driver, body);
        try
        {
            check.Run();
        }
        catch (UnsupportedConstructException)
        {
            return [];
        }
        return check._found.Values.Select(found => $"{SourceSymbols.Locate(body.Method, found.At.Offset)}: {TypeModel.NameOf(body.Method)}: {found.Text}");
    }

    private static ulong ArrayTag(int parameter) => 1UL << (MaxParameters + parameter);

    protected override FlowValue Argument(int index) => new(1UL << index);

    protected override FlowValue Pushed(IlInstruction il, FlowValue operands) => operands with { Variable = null };

    protected override FlowValue LoadField(IlInstruction il, FlowValue target)
    {
        FieldInfo field = il.Field;
        if (!field.IsInitOnly) return default;
        if (!field.FieldType.IsSZArray) return field.FieldType.IsValueType ? default : target;
        if (!field.IsDefined(typeof(ImmutableArrayAttribute), false)) return default;
        ulong tags = 0;
        for (int k = 0; k < _isGreen.Length; k++)
            if ((target.Tags >> k & 1) != 0) tags |= ArrayTag(k);
        for (int k = 0; k < _isGreen.Length; k++)
            if ((target.Tags >> k & 1) != 0) _arrayOf[k] ??= $"{TypeModel.NameOf(field.DeclaringType!)}.{FieldPath.NameOf(field)}";
        return new FlowValue(tags);
    }

    // By the parameter they are reached from; the first of several.
    private readonly string?[] _arrayOf = new string?[MaxParameters];

    protected override FlowValue LoadItem(IlInstruction il, FlowValue array, FlowValue index)
    {
        for (int holder = 0; holder < _isGreen.Length; holder++)
        {
            if ((array.Tags & ArrayTag(holder)) == 0) continue;
            for (int k = 0; k < _isGreen.Length; k++)
            {
                if ((index.Tags >> k & 1) == 0) continue;
                if (_isGreen[holder] && !_isGreen[k])
                {
                    Add(k, il, $"the red '{Name(k)}' says which item of {_arrayOf[holder]} is next, so it says where in the program of the green '{Name(holder)}' "
                        + $"the interpreter is: mark it [Green], or traces ask for its value at every step");
                }
                if (!_isGreen[holder] && _isGreen[k])
                {
                    Add(holder, il, $"the green '{Name(k)}' says which item of {_arrayOf[holder]} is next, and the array is that of the red '{Name(holder)}': "
                        + "mark that [Green] as well, or nothing read from it is a constant");
                }
            }
        }
        return default;
    }

    protected override void Switch(IlInstruction il, FlowValue value)
    {
        for (int k = 0; k < _isGreen.Length; k++)
            if (!_isGreen[k] && (value.Tags >> k & 1) != 0 && !_driver.Parameters[k].ParameterType.IsClass)
                Add(k, il, $"the red '{Name(k)}' decides a switch: mark it [Green], or every trace asks for its value");
    }

    private string Name(int parameter) => _driver.Parameters[parameter].Name!;

    private void Add(int parameter, IlInstruction at, string text)
    {
        if (!_found.TryGetValue(parameter, out var known) || at.Offset < known.At.Offset) _found[parameter] = (at, text);
    }
}
