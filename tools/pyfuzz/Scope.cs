namespace PyLite.Fuzz;

/// <summary>The variables that have a value where the generator is writing.</summary>
internal sealed class Scope
{
    private readonly List<(char Kind, string Name, bool Assignable)> _variables = [];

    public int Count => _variables.Count;

    public void Add(char kind, string name, bool assignable = true)
    {
        if (!_variables.Contains((kind, name, assignable))) _variables.Add((kind, name, assignable));
    }

    /// <summary>Forgets what a block has added: it may not have run.</summary>
    public void CutTo(int count) => _variables.RemoveRange(count, _variables.Count - count);

    public string[] Names(char kind, bool assignable) =>
        [.. from variable in _variables where variable.Kind == kind && (variable.Assignable || !assignable) select variable.Name];
}
