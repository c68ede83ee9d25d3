namespace MetaTracer.Image;

// How things stand in an image.

internal enum DescrForm : byte
{
    Field, Box, Array, Static, Class,
}

internal enum ConstantForm : byte
{
    Null, Text, Type, EmptyArray, Delegate,
}

internal enum ExtraForm : byte
{
    None, Targets, Registers, Descr, Type, Call, MergePoint,
}

internal enum ShapeForm : byte
{
    Value, Copy, Pointer, Function,
}
