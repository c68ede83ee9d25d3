"""Planets pull on one another: float attributes in lists, a doubly nested loop over pairs of bodies."""
import math
import sys
import time

SOLAR_MASS = 4.0 * math.pi * math.pi
YEAR = 365.24

# Position (AU), velocity (AU a day) and mass (in suns) of the giants.
PLANETS = [
    ("jupiter", 4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
     0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
    ("saturn", 8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
     -0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
    ("uranus", 12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
     0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
    ("neptune", 15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
     0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
]


class Body:
    def __init__(self, name, x, y, z, vx, vy, vz, mass):
        self.name = name
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz
        self.mass = mass


def solar_system():
    bodies = [Body("sun", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS)]
    for name, x, y, z, vx, vy, vz, mass in PLANETS:
        bodies.append(Body(name, x, y, z, vx * YEAR, vy * YEAR, vz * YEAR, mass * SOLAR_MASS))
    sun = bodies[0]
    for body in bodies:      # the sun moves against the others, so that the whole stays where it is
        sun.vx -= body.vx * body.mass / SOLAR_MASS
        sun.vy -= body.vy * body.mass / SOLAR_MASS
        sun.vz -= body.vz * body.mass / SOLAR_MASS
    return bodies


def all_pairs(bodies):
    pairs = []
    for i in range(len(bodies)):
        for j in range(i + 1, len(bodies)):
            pairs.append((bodies[i], bodies[j]))
    return pairs


def advance(bodies, pairs, dt, steps):
    for _ in range(steps):
        for a, b in pairs:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * math.sqrt(square))
            from_b = b.mass * pull
            a.vx -= dx * from_b
            a.vy -= dy * from_b
            a.vz -= dz * from_b
            from_a = a.mass * pull
            b.vx += dx * from_a
            b.vy += dy * from_a
            b.vz += dz * from_a
        for body in bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


def energy(bodies, pairs):
    total = 0.0
    for body in bodies:
        total += 0.5 * body.mass * (body.vx * body.vx + body.vy * body.vy + body.vz * body.vz)
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        total -= a.mass * b.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
    return total


def run(size):
    bodies = solar_system()
    pairs = all_pairs(bodies)
    before = energy(bodies, pairs)
    advance(bodies, pairs, 0.01, size)
    return "%.9f\n%.9f" % (before, energy(bodies, pairs))


DEFAULT = 1000


def main():
    """SIZE ITERATIONS: with more than one iteration, the seconds that each took are written to standard error."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for _ in range(iterations):
        start = time.perf_counter()
        result = run(size)
        if iterations > 1:
            sys.stderr.write("%.6f\n" % (time.perf_counter() - start))
    print(result)


main()
