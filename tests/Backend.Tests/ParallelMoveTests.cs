// Values that change places all at once: whatever goes where, each arrives, and nothing else is touched that holds one.
using Backend.Allocation;

namespace Backend.Tests;

public sealed class ParallelMoveTests
{
    /// <summary>Does the moves, and counts what they read and write.</summary>
    private sealed class Machine : IMoveEmitter
    {
        public readonly Dictionary<Location, string> Values = [];
        public int Count;

        public void Move(Location from, Location to)
        {
            Assert.True(from.IsRegister || to.IsRegister, $"{from} -> {to} needs a register");
            Count++;
            Values[to] = from.Kind == LocationKind.Constant ? from.ToString() : Values[from];
        }
    }

    private static readonly Location[] s_places =
    [
        .. Enumerable.Range(0, FrameLayout.IntRegisters).Select(k => new Location(LocationKind.Register, k)),
        .. Enumerable.Range(0, 4).Select(k => new Location(LocationKind.FloatRegister, k)),
        .. Enumerable.Range(0, 12).Select(k => new Location(LocationKind.RawSlot, FrameLayout.RawSlot(k))),
        .. Enumerable.Range(0, 12).Select(k => new Location(LocationKind.RefSlot, FrameLayout.RefSlot(k))),
    ];

    private static int Check(Location[] from, Location[] to)
    {
        var machine = new Machine();
        foreach (Location place in s_places) machine.Values[place] = $"old {place}";
        string[] expected = Array.ConvertAll(from, place => place.Kind == LocationKind.Constant ? place.ToString() : machine.Values[place]);
        ParallelMove.Emit(from, to, machine);
        for (int k = 0; k < to.Length; k++) Assert.Equal(expected[k], machine.Values[to[k]]);
        return machine.Count;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyPermutation(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++)
        {
            int count = random.Next(1, s_places.Length);
            var to = (Location[])s_places.Clone();
            random.Shuffle(to);
            Array.Resize(ref to, count);
            Location[] from = Array.ConvertAll(to, place => random.Next(4) == 0 ? place : s_places[random.Next(s_places.Length)]);
            Check(from, to);
        }
    }

    [Fact]
    public void ValuesGoThroughRegistersThatAreEmptiedOrNotYetFilled()
    {
        Location[] registers = [.. s_places.Where(place => place.Kind == LocationKind.Register)];
        Location[] slots = [.. s_places.Where(place => place.IsSlot)];
        // All registers are read and written, and three values go from slot to slot: two moves each, none to make room.
        Location[] from = [.. registers, slots[10], slots[11], slots[12]];
        Location[] to = [.. registers[1..], slots[0], slots[1], slots[2], slots[3]];
        Assert.Equal(registers.Length + 6, Check(from, to));
    }

    [Fact]
    public void WhatIsWantedInARegisterAndASlotIsReadOnce()
    {
        Location[] slots = [.. s_places.Where(place => place.IsSlot)];
        Assert.Equal(2, Check([slots[0], slots[0]], [slots[5], s_places[3]]));
    }
}
