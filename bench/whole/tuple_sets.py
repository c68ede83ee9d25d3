# Sets of tuples: a cellular automaton on unbounded ground, unions, differences, frozensets as keys.
import sys


def step(alive):
    near = {}
    for x, y in alive:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
    return {place for place, count in near.items() if count == 3 or count == 2 and place in alive}


def main(n):
    seen = set()
    alive = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2), (-10, -10), (-10, -11), (-10, -12)}
    born = died = 0
    for k in range(n):
        after = step(alive)
        born += len(after - alive)
        died += len(alive - after)
        seen |= {frozenset(after & alive)}
        alive = after
    print(sorted(alive)[:4], born, died, len(seen))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 44000)
