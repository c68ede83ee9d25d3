using PyLite.Modules.Regex;
using PyLite.Objects;

namespace PyLite.Tests;

/// <summary>What stands in the code so that programs need not read the table of characters is what the table says.</summary>
public class CharacterTableTests
{
    [Fact]
    public void KindsOfLatin1()
    {
        for (int c = 0x80; c < 0x100; c++) Assert.Equal(CharacterTable.KindsInTable(c), CharacterTable.KindsOf(c));
    }

    [Fact]
    public void LowerCasesOfTheSameUpperCase()
    {
        var byUpper = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (int c = 0; c < 0x10000; c++)
        {
            if (c is >= 0xD800 and < 0xE000 || !CharCase.IsCased(c, CaseMode.Unicode) || CharCase.LowerUnicode(c) != c) continue;
            string upper = CaseMapping.Upper(((char)c).ToString());
            if (!byUpper.TryGetValue(upper, out List<int>? same)) byUpper[upper] = same = [];
            same.Add(c);
        }
        int[][] expected = [.. byUpper.Values.Where(same => same.Count > 1).Select(same => same.ToArray()).OrderBy(same => same[0])];
        Assert.Equal(expected, CharCase.Alike);
    }
}
