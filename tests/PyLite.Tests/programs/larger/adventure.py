# A text adventure: states, commands by name.
from enum import Enum, auto
class State(Enum):
    START = auto(); HALL = auto(); CELLAR = auto(); WON = auto(); DEAD = auto()
class Game:
    moves = {State.START: {'north': State.HALL}, State.HALL: {'down': State.CELLAR, 'south': State.START}, State.CELLAR: {'up': State.HALL}}
    def __init__(self): self.state = State.START; self.inv = set(); self.log = []; self.turns = 0
    def __getattr__(self, name):
        if name.startswith('do_'): return lambda *a: f"You can't {name[3:]}."
        raise AttributeError(name)
    def do_go(self, where):
        try: self.state = self.moves[self.state][where]
        except KeyError as e: return f"no way {e}"
        return f"You are in {self.state.name.lower()}"
    def do_take(self, *what): self.inv.update(what); return "Taken: " + ", ".join(sorted(self.inv))
    def do_look(self): return f"{self.state} {self.state.value} {sorted(self.moves.get(self.state, {}))}"
    def do_use(self, what):
        match (self.state, what in self.inv, what):
            case (State.CELLAR, True, 'key'): self.state = State.WON; return 'won'
            case (_, False, w): return f"no {w}"
            case (s, True, _): return f"nothing happens in {s!r}"
    def run(self, script):
        for line in script.strip().splitlines():
            cmd, *args = line.split()
            self.turns += 1
            self.log.append(f"{self.turns:02d}> {line:<12}| {getattr(self, 'do_' + cmd)(*args)}")
            if self.state in (State.WON, State.DEAD): break
        return self
g = Game().run("""
look
go north
take lamp
dance wildly
use key
take key
use key
go down
look
go sideways
use key
look
""")
print('\n'.join(g.log)); print(g.state, State(2), State['HALL'], list(State), State.HALL is State(2), State.HALL == State.START, hash(State.HALL) == hash('HALL'), len(State), isinstance(State.HALL, State), State.HALL in State)
try: State(99)
except ValueError as e: print(e)
try: g.foo
except AttributeError as e: print(e)
