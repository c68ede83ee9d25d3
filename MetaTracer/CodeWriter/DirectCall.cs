using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Stubs that are there without being compiled at run time, which costs a fifth of a millisecond each: one method for each sequence of
/// kinds of arguments and result, calling through the address of the callee. Machine passes every reference alike, and every integer of
/// any width; a callee looks at as many bits as its parameter has.
/// </summary>
/// <remarks>
/// Only for methods whose values are references and integers, few enough to be in registers everywhere, and without a hidden argument:
/// no structs, no by-references, nothing generic. <see cref="CallStubBuilder"/> makes the others.
/// </remarks>
internal sealed unsafe class DirectCall
{
    private readonly nint _function;
    private readonly Width _width;

    private DirectCall(nint function, Width width)
    {
        _function = function;
        _width = width;
    }

    /// <summary>How many bits of a register are the result: above them may be anything.</summary>
    private enum Width : byte
    {
        Word, Int32, Int16, UInt16, Int8, UInt8,
    }

    /// <summary>A stub that calls just this method, or null where the signature is one of those made by the builder.</summary>
    public static CallStub? TryMake(CalleeSignature signature)
    {
        MethodBase method = signature.Method;
        Type owner = method.DeclaringType!;
        if (method.IsGenericMethod || method.IsAbstract || owner.IsGenericType || owner.IsValueType || signature.IsNewObject
            || typeof(Delegate).IsAssignableFrom(owner) || (method.CallingConvention & CallingConventions.VarArgs) != 0
            || (method.MethodImplementationFlags & (MethodImplAttributes.InternalCall | MethodImplAttributes.Runtime)) != 0
            || (method.Attributes & MethodAttributes.PinvokeImpl) != 0 || ShapeOf(signature) is not { } shape)
            return null;
        var call = new DirectCall(method.MethodHandle.GetFunctionPointer(), WidthOf(signature.ReturnType));
        return call.Of(shape);
    }

    /// <summary>As <c>RRI:V</c>, or null when there is something that is neither reference nor integer.</summary>
    internal static string? ShapeOf(CalleeSignature signature)
    {
        Span<char> text = stackalloc char[8];
        int length = 0;
        foreach (CalleeArgument argument in signature.Arguments)
        {
            if (argument.Shape is not null || Letter(argument.Type) is not ('R' or 'I') || length > 4) return null;
            text[length++] = Letter(argument.Type);
        }
        if (Letter(signature.ReturnType) is not ('R' or 'I' or 'V')) return null;
        text[length++] = ':';
        text[length++] = Letter(signature.ReturnType);
        return text[..length].ToString();
    }

    private static char Letter(Type type) => type == typeof(void) ? 'V' : TypeModel.KindOf(type) switch
    {
        Kind.Ref => 'R',
        Kind.Int => 'I',
        _ => '?',
    };

    private static Width WidthOf(Type type) => TypeModel.KindOf(type) != Kind.Int ? Width.Word : (TypeModel.SizeOf(type), TypeModel.IsSignExtended(type)) switch
    {
        (4, _) => Width.Int32,
        (2, true) => Width.Int16,
        (2, false) => Width.UInt16,
        (1, true) => Width.Int8,
        (1, false) => Width.UInt8,
        _ => Width.Word,
    };

    private long Narrow(long value) => _width switch
    {
        Width.Int32 => (int)value,
        Width.Int16 => (short)value,
        Width.UInt16 => (ushort)value,
        Width.Int8 => (sbyte)value,
        Width.UInt8 => (byte)value,
        _ => value,
    };

    private static object? At(ref object? refs, int place) => Unsafe.Add(ref refs, place);

    private CallStub? Of(string shape) => shape switch
    {
        ":R" => No_R,
        ":I" => No_I,
        ":V" => No_V,
        "R:R" => R_R,
        "R:I" => R_I,
        "R:V" => R_V,
        "I:R" => I_R,
        "I:I" => I_I,
        "I:V" => I_V,
        "RR:R" => RR_R,
        "RR:I" => RR_I,
        "RR:V" => RR_V,
        "RI:R" => RI_R,
        "RI:I" => RI_I,
        "RI:V" => RI_V,
        "IR:R" => IR_R,
        "IR:I" => IR_I,
        "IR:V" => IR_V,
        "II:R" => II_R,
        "II:I" => II_I,
        "II:V" => II_V,
        "RRR:R" => RRR_R,
        "RRR:I" => RRR_I,
        "RRR:V" => RRR_V,
        "RRI:R" => RRI_R,
        "RRI:I" => RRI_I,
        "RRI:V" => RRI_V,
        "RIR:R" => RIR_R,
        "RIR:I" => RIR_I,
        "RIR:V" => RIR_V,
        "RII:R" => RII_R,
        "RII:I" => RII_I,
        "RII:V" => RII_V,
        "IRR:R" => IRR_R,
        "IRR:I" => IRR_I,
        "IRR:V" => IRR_V,
        "IRI:R" => IRI_R,
        "IRI:I" => IRI_I,
        "IRI:V" => IRI_V,
        "IIR:R" => IIR_R,
        "IIR:I" => IIR_I,
        "IIR:V" => IIR_V,
        "III:R" => III_R,
        "III:I" => III_I,
        "III:V" => III_V,
        "RRRR:R" => RRRR_R,
        "RRRR:I" => RRRR_I,
        "RRRR:V" => RRRR_V,
        "RRRI:R" => RRRI_R,
        "RRRI:I" => RRRI_I,
        "RRRI:V" => RRRI_V,
        "RRIR:R" => RRIR_R,
        "RRIR:I" => RRIR_I,
        "RRIR:V" => RRIR_V,
        "RRII:R" => RRII_R,
        "RRII:I" => RRII_I,
        "RRII:V" => RRII_V,
        "RIRR:R" => RIRR_R,
        "RIRR:I" => RIRR_I,
        "RIRR:V" => RIRR_V,
        "RIRI:R" => RIRI_R,
        "RIRI:I" => RIRI_I,
        "RIRI:V" => RIRI_V,
        "RIIR:R" => RIIR_R,
        "RIIR:I" => RIIR_I,
        "RIIR:V" => RIIR_V,
        "RIII:R" => RIII_R,
        "RIII:I" => RIII_I,
        "RIII:V" => RIII_V,
        "IRRR:R" => IRRR_R,
        "IRRR:I" => IRRR_I,
        "IRRR:V" => IRRR_V,
        "IRRI:R" => IRRI_R,
        "IRRI:I" => IRRI_I,
        "IRRI:V" => IRRI_V,
        "IRIR:R" => IRIR_R,
        "IRIR:I" => IRIR_I,
        "IRIR:V" => IRIR_V,
        "IRII:R" => IRII_R,
        "IRII:I" => IRII_I,
        "IRII:V" => IRII_V,
        "IIRR:R" => IIRR_R,
        "IIRR:I" => IIRR_I,
        "IIRR:V" => IIRR_V,
        "IIRI:R" => IIRI_R,
        "IIRI:I" => IIRI_I,
        "IIRI:V" => IIRI_V,
        "IIIR:R" => IIIR_R,
        "IIIR:I" => IIIR_I,
        "IIIR:V" => IIIR_V,
        "IIII:R" => IIII_R,
        "IIII:I" => IIII_I,
        "IIII:V" => IIII_V,
        "RRIII:R" => RRIII_R,
        "RRIII:I" => RRIII_I,
        "RRIII:V" => RRIII_V,
        "RRIIR:R" => RRIIR_R,
        "RRIIR:I" => RRIIR_I,
        "RRIIR:V" => RRIIR_V,
        "IIIII:R" => IIIII_R,
        "IIIII:I" => IIIII_I,
        "IIIII:V" => IIIII_V,
        _ => null,
    };

    private void No_R(long* raw, ref object? refs) => refs = ((delegate*<object?>)_function)();
    private void No_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long>)_function)());
    private void No_V(long* raw, ref object? refs) => ((delegate*<void>)_function)();
    private void R_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?>)_function)(refs);
    private void R_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long>)_function)(refs));
    private void R_V(long* raw, ref object? refs) => ((delegate*<object?, void>)_function)(refs);
    private void I_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?>)_function)(raw[0]);
    private void I_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long>)_function)(raw[0]));
    private void I_V(long* raw, ref object? refs) => ((delegate*<long, void>)_function)(raw[0]);
    private void RR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, object?>)_function)(refs, At(ref refs, 1));
    private void RR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, long>)_function)(refs, At(ref refs, 1)));
    private void RR_V(long* raw, ref object? refs) => ((delegate*<object?, object?, void>)_function)(refs, At(ref refs, 1));
    private void RI_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, object?>)_function)(refs, raw[1]);
    private void RI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, long>)_function)(refs, raw[1]));
    private void RI_V(long* raw, ref object? refs) => ((delegate*<object?, long, void>)_function)(refs, raw[1]);
    private void IR_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, object?>)_function)(raw[0], At(ref refs, 1));
    private void IR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, long>)_function)(raw[0], At(ref refs, 1)));
    private void IR_V(long* raw, ref object? refs) => ((delegate*<long, object?, void>)_function)(raw[0], At(ref refs, 1));
    private void II_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, object?>)_function)(raw[0], raw[1]);
    private void II_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, long>)_function)(raw[0], raw[1]));
    private void II_V(long* raw, ref object? refs) => ((delegate*<long, long, void>)_function)(raw[0], raw[1]);
    private void RRR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, object?, object?>)_function)(refs, At(ref refs, 1), At(ref refs, 2));
    private void RRR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, object?, long>)_function)(refs, At(ref refs, 1), At(ref refs, 2)));
    private void RRR_V(long* raw, ref object? refs) => ((delegate*<object?, object?, object?, void>)_function)(refs, At(ref refs, 1), At(ref refs, 2));
    private void RRI_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, long, object?>)_function)(refs, At(ref refs, 1), raw[2]);
    private void RRI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, long, long>)_function)(refs, At(ref refs, 1), raw[2]));
    private void RRI_V(long* raw, ref object? refs) => ((delegate*<object?, object?, long, void>)_function)(refs, At(ref refs, 1), raw[2]);
    private void RIR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, object?, object?>)_function)(refs, raw[1], At(ref refs, 2));
    private void RIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, object?, long>)_function)(refs, raw[1], At(ref refs, 2)));
    private void RIR_V(long* raw, ref object? refs) => ((delegate*<object?, long, object?, void>)_function)(refs, raw[1], At(ref refs, 2));
    private void RII_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, long, object?>)_function)(refs, raw[1], raw[2]);
    private void RII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, long, long>)_function)(refs, raw[1], raw[2]));
    private void RII_V(long* raw, ref object? refs) => ((delegate*<object?, long, long, void>)_function)(refs, raw[1], raw[2]);
    private void IRR_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, object?, object?>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2));
    private void IRR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, object?, long>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2)));
    private void IRR_V(long* raw, ref object? refs) => ((delegate*<long, object?, object?, void>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2));
    private void IRI_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, long, object?>)_function)(raw[0], At(ref refs, 1), raw[2]);
    private void IRI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, long, long>)_function)(raw[0], At(ref refs, 1), raw[2]));
    private void IRI_V(long* raw, ref object? refs) => ((delegate*<long, object?, long, void>)_function)(raw[0], At(ref refs, 1), raw[2]);
    private void IIR_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, object?, object?>)_function)(raw[0], raw[1], At(ref refs, 2));
    private void IIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, object?, long>)_function)(raw[0], raw[1], At(ref refs, 2)));
    private void IIR_V(long* raw, ref object? refs) => ((delegate*<long, long, object?, void>)_function)(raw[0], raw[1], At(ref refs, 2));
    private void III_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, long, object?>)_function)(raw[0], raw[1], raw[2]);
    private void III_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, long, long>)_function)(raw[0], raw[1], raw[2]));
    private void III_V(long* raw, ref object? refs) => ((delegate*<long, long, long, void>)_function)(raw[0], raw[1], raw[2]);
    private void RRRR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, object?, object?, object?>)_function)(refs, At(ref refs, 1), At(ref refs, 2), At(ref refs, 3));
    private void RRRR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, object?, object?, long>)_function)(refs, At(ref refs, 1), At(ref refs, 2), At(ref refs, 3)));
    private void RRRR_V(long* raw, ref object? refs) => ((delegate*<object?, object?, object?, object?, void>)_function)(refs, At(ref refs, 1), At(ref refs, 2), At(ref refs, 3));
    private void RRRI_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, object?, long, object?>)_function)(refs, At(ref refs, 1), At(ref refs, 2), raw[3]);
    private void RRRI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, object?, long, long>)_function)(refs, At(ref refs, 1), At(ref refs, 2), raw[3]));
    private void RRRI_V(long* raw, ref object? refs) => ((delegate*<object?, object?, object?, long, void>)_function)(refs, At(ref refs, 1), At(ref refs, 2), raw[3]);
    private void RRIR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, long, object?, object?>)_function)(refs, At(ref refs, 1), raw[2], At(ref refs, 3));
    private void RRIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, long, object?, long>)_function)(refs, At(ref refs, 1), raw[2], At(ref refs, 3)));
    private void RRIR_V(long* raw, ref object? refs) => ((delegate*<object?, object?, long, object?, void>)_function)(refs, At(ref refs, 1), raw[2], At(ref refs, 3));
    private void RRII_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, long, long, object?>)_function)(refs, At(ref refs, 1), raw[2], raw[3]);
    private void RRII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, long, long, long>)_function)(refs, At(ref refs, 1), raw[2], raw[3]));
    private void RRII_V(long* raw, ref object? refs) => ((delegate*<object?, object?, long, long, void>)_function)(refs, At(ref refs, 1), raw[2], raw[3]);
    private void RIRR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, object?, object?, object?>)_function)(refs, raw[1], At(ref refs, 2), At(ref refs, 3));
    private void RIRR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, object?, object?, long>)_function)(refs, raw[1], At(ref refs, 2), At(ref refs, 3)));
    private void RIRR_V(long* raw, ref object? refs) => ((delegate*<object?, long, object?, object?, void>)_function)(refs, raw[1], At(ref refs, 2), At(ref refs, 3));
    private void RIRI_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, object?, long, object?>)_function)(refs, raw[1], At(ref refs, 2), raw[3]);
    private void RIRI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, object?, long, long>)_function)(refs, raw[1], At(ref refs, 2), raw[3]));
    private void RIRI_V(long* raw, ref object? refs) => ((delegate*<object?, long, object?, long, void>)_function)(refs, raw[1], At(ref refs, 2), raw[3]);
    private void RIIR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, long, object?, object?>)_function)(refs, raw[1], raw[2], At(ref refs, 3));
    private void RIIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, long, object?, long>)_function)(refs, raw[1], raw[2], At(ref refs, 3)));
    private void RIIR_V(long* raw, ref object? refs) => ((delegate*<object?, long, long, object?, void>)_function)(refs, raw[1], raw[2], At(ref refs, 3));
    private void RIII_R(long* raw, ref object? refs) => refs = ((delegate*<object?, long, long, long, object?>)_function)(refs, raw[1], raw[2], raw[3]);
    private void RIII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, long, long, long, long>)_function)(refs, raw[1], raw[2], raw[3]));
    private void RIII_V(long* raw, ref object? refs) => ((delegate*<object?, long, long, long, void>)_function)(refs, raw[1], raw[2], raw[3]);
    private void IRRR_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, object?, object?, object?>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2), At(ref refs, 3));
    private void IRRR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, object?, object?, long>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2), At(ref refs, 3)));
    private void IRRR_V(long* raw, ref object? refs) => ((delegate*<long, object?, object?, object?, void>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2), At(ref refs, 3));
    private void IRRI_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, object?, long, object?>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2), raw[3]);
    private void IRRI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, object?, long, long>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2), raw[3]));
    private void IRRI_V(long* raw, ref object? refs) => ((delegate*<long, object?, object?, long, void>)_function)(raw[0], At(ref refs, 1), At(ref refs, 2), raw[3]);
    private void IRIR_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, long, object?, object?>)_function)(raw[0], At(ref refs, 1), raw[2], At(ref refs, 3));
    private void IRIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, long, object?, long>)_function)(raw[0], At(ref refs, 1), raw[2], At(ref refs, 3)));
    private void IRIR_V(long* raw, ref object? refs) => ((delegate*<long, object?, long, object?, void>)_function)(raw[0], At(ref refs, 1), raw[2], At(ref refs, 3));
    private void IRII_R(long* raw, ref object? refs) => refs = ((delegate*<long, object?, long, long, object?>)_function)(raw[0], At(ref refs, 1), raw[2], raw[3]);
    private void IRII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, object?, long, long, long>)_function)(raw[0], At(ref refs, 1), raw[2], raw[3]));
    private void IRII_V(long* raw, ref object? refs) => ((delegate*<long, object?, long, long, void>)_function)(raw[0], At(ref refs, 1), raw[2], raw[3]);
    private void IIRR_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, object?, object?, object?>)_function)(raw[0], raw[1], At(ref refs, 2), At(ref refs, 3));
    private void IIRR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, object?, object?, long>)_function)(raw[0], raw[1], At(ref refs, 2), At(ref refs, 3)));
    private void IIRR_V(long* raw, ref object? refs) => ((delegate*<long, long, object?, object?, void>)_function)(raw[0], raw[1], At(ref refs, 2), At(ref refs, 3));
    private void IIRI_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, object?, long, object?>)_function)(raw[0], raw[1], At(ref refs, 2), raw[3]);
    private void IIRI_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, object?, long, long>)_function)(raw[0], raw[1], At(ref refs, 2), raw[3]));
    private void IIRI_V(long* raw, ref object? refs) => ((delegate*<long, long, object?, long, void>)_function)(raw[0], raw[1], At(ref refs, 2), raw[3]);
    private void IIIR_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, long, object?, object?>)_function)(raw[0], raw[1], raw[2], At(ref refs, 3));
    private void IIIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, long, object?, long>)_function)(raw[0], raw[1], raw[2], At(ref refs, 3)));
    private void IIIR_V(long* raw, ref object? refs) => ((delegate*<long, long, long, object?, void>)_function)(raw[0], raw[1], raw[2], At(ref refs, 3));
    private void IIII_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, long, long, object?>)_function)(raw[0], raw[1], raw[2], raw[3]);
    private void IIII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, long, long, long>)_function)(raw[0], raw[1], raw[2], raw[3]));
    private void IIII_V(long* raw, ref object? refs) => ((delegate*<long, long, long, long, void>)_function)(raw[0], raw[1], raw[2], raw[3]);
    private void RRIII_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, long, long, long, object?>)_function)(refs, At(ref refs, 1), raw[2], raw[3], raw[4]);
    private void RRIII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, long, long, long, long>)_function)(refs, At(ref refs, 1), raw[2], raw[3], raw[4]));
    private void RRIII_V(long* raw, ref object? refs) => ((delegate*<object?, object?, long, long, long, void>)_function)(refs, At(ref refs, 1), raw[2], raw[3], raw[4]);
    private void RRIIR_R(long* raw, ref object? refs) => refs = ((delegate*<object?, object?, long, long, object?, object?>)_function)(refs, At(ref refs, 1), raw[2], raw[3], At(ref refs, 4));
    private void RRIIR_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<object?, object?, long, long, object?, long>)_function)(refs, At(ref refs, 1), raw[2], raw[3], At(ref refs, 4)));
    private void RRIIR_V(long* raw, ref object? refs) => ((delegate*<object?, object?, long, long, object?, void>)_function)(refs, At(ref refs, 1), raw[2], raw[3], At(ref refs, 4));
    private void IIIII_R(long* raw, ref object? refs) => refs = ((delegate*<long, long, long, long, long, object?>)_function)(raw[0], raw[1], raw[2], raw[3], raw[4]);
    private void IIIII_I(long* raw, ref object? refs) => raw[0] = Narrow(((delegate*<long, long, long, long, long, long>)_function)(raw[0], raw[1], raw[2], raw[3], raw[4]));
    private void IIIII_V(long* raw, ref object? refs) => ((delegate*<long, long, long, long, long, void>)_function)(raw[0], raw[1], raw[2], raw[3], raw[4]);
}
