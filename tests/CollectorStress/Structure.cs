namespace CollectorStress;

/// <summary>What the program built.</summary>
internal static class Structure
{
    /// <summary>Follows every reference, and counts the items of the list.</summary>
    /// <exception cref="InvalidOperationException">A reference leads somewhere else than the program made it.</exception>
    public static int Count(Node root)
    {
        int count = 0;
        Node? newer = null;
        for (Node? node = root.Older; node is not null; newer = node, node = node.Older)
        {
            count++;
            object?[] items = node.Items!;
            Require(node.Newer == newer, node, "the newer item");
            Require(items.Length == Interpreter.Items && items[0] == node && items[^1] == root, node, "its array");
            Require(items[5] is Node copy && copy.Newer == node && copy.Value == -node.Value, node, "the copy");
            Require(newer is null || items[Interpreter.PlaceOf(newer.Value)] is Pair pair && pair.Left == newer && pair.Right == node, node, "the pair");
            Require(Leaves(items[7], node) == 4, node, "its tree");
        }
        return count;
    }

    private static int Leaves(object? tree, Node node) => tree switch
    {
        Pair { Right: null } leaf => leaf.Left == node ? 1 : 0,
        Pair pair => Leaves(pair.Left, node) + Leaves(pair.Right, node),
        _ => 0,
    };

    private static void Require(bool holds, Node node, string what)
    {
        if (!holds) throw new InvalidOperationException($"item {node.Value}: {what} is not as the program made it");
    }
}
