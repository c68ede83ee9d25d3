namespace PyLite.Compiling;

/// <summary>How a text is compiled.</summary>
[Flags]
public enum CompileOptions : byte
{
    None = 0,

    /// <summary>As after <c>from __future__ import annotations</c>.</summary>
    AnnotationsAreText = 1,

    /// <summary><c>-O</c>: no assert statements, and <c>__debug__</c> is false.</summary>
    WithoutAsserts = 2,

    /// <summary><c>-OO</c>: no docstrings either.</summary>
    WithoutDocstrings = 4,

    /// <summary>At a prompt: an indented block at the end of the text is not over unless its last line is.</summary>
    BlocksEndWithLine = 8,

    /// <summary>At a prompt: a text that only lacks its end is "incomplete input".</summary>
    MayBeIncomplete = 16,

    /// <summary>The program's file, which CPython's tokenizer reads line by line.</summary>
    IsProgram = 32,

    /// <summary>Comments that give types stand in the tree.</summary>
    ReadsTypeComments = 64,

    /// <summary><c>await</c> and what else belongs to coroutines may stand outside a function: the code then makes a coroutine.</summary>
    AwaitsAtTopLevel = 128,
}
