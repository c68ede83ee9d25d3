"""A small operating system is simulated: tasks of six kinds with priorities pass packets to one another.

After Martin Richards' benchmark. Classes, attribute access, method calls through a common base class.
"""
import sys
import time

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
FOR_DEVICE, FOR_WORK = 0, 1
PACKET_BYTES = 4


class Packet:
    """A message; packets make up a list through `next`."""

    def __init__(self, next, owner, kind):
        self.next = next
        self.owner = owner
        self.kind = kind
        self.value = 0
        self.data = [0] * PACKET_BYTES

    def behind(self, queue):
        """The queue with this packet as its last."""
        self.next = None
        if queue is None:
            return self
        last = queue
        while last.next is not None:
            last = last.next
        last.next = self
        return queue


class Task:
    """A control block: runs when it is neither held nor waiting without a packet."""

    def __init__(self, system, id, priority, queue):
        self.system = system
        self.id = id
        self.priority = priority
        self.queue = queue
        self.held = False
        self.waiting = queue is None
        self.link = system.first
        system.first = self
        system.tasks[id] = self

    def can_run(self):
        return not self.held and (not self.waiting or self.queue is not None)

    def resume(self):
        packet = None
        if self.waiting:
            packet = self.queue
            self.queue = packet.next
        self.waiting = False
        return self.step(packet)

    def step(self, packet):
        """One turn; returns the task that is looked at next."""
        raise NotImplementedError

    def receive(self, packet, sender):
        """Takes a packet; returns the one of the two tasks that goes on."""
        was_empty = self.queue is None
        self.queue = packet.behind(self.queue)
        return self if was_empty and self.priority > sender.priority else sender

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.system.holds += 1
        self.held = True
        return self.link


class IdleTask(Task):
    """Wakes the two devices by turns, in an order that looks random."""

    def __init__(self, system, turns):
        Task.__init__(self, system, IDLE, 0, None)
        self.waiting = False
        self.bits = 1
        self.turns = turns

    def step(self, packet):
        self.turns -= 1
        if self.turns == 0:
            return self.hold()
        if self.bits & 1 == 0:
            self.bits //= 2
            return self.system.release(DEVICE_A)
        self.bits = self.bits // 2 ^ 0xD008
        return self.system.release(DEVICE_B)


class WorkTask(Task):
    """Fills packets with letters and sends them to the two handlers by turns."""

    def __init__(self, system, queue):
        Task.__init__(self, system, WORKER, 1000, queue)
        self.destination = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.owner = self.destination
        packet.value = 0
        for i in range(PACKET_BYTES):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[i] = 64 + self.letter
        return self.system.send(packet)


class HandlerTask(Task):
    """Feeds the letters of work packets one by one to its device."""

    def __init__(self, system, id, priority, queue):
        Task.__init__(self, system, id, priority, queue)
        self.work = None
        self.free = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == FOR_WORK:
                self.work = packet.behind(self.work)
            else:
                self.free = packet.behind(self.free)
        work = self.work
        if work is not None:
            position = work.value
            if position >= PACKET_BYTES:
                self.work = work.next
                return self.system.send(work)
            if self.free is not None:
                letter = self.free
                self.free = letter.next
                letter.value = work.data[position]
                work.value = position + 1
                return self.system.send(letter)
        return self.wait()


class DeviceTask(Task):
    """Keeps a packet until the idle task releases it, then sends it back."""

    def __init__(self, system, id, priority):
        Task.__init__(self, system, id, priority, None)
        self.pending = None

    def step(self, packet):
        if packet is not None:
            self.pending = packet
            return self.hold()
        done = self.pending
        if done is None:
            return self.wait()
        self.pending = None
        return self.system.send(done)


class System:
    def __init__(self):
        self.tasks = [None] * 6
        self.first = None
        self.current = None
        self.holds = 0
        self.packets = 0

    def release(self, id):
        task = self.tasks[id]
        task.held = False
        return task if task.priority > self.current.priority else self.current

    def send(self, packet):
        receiver = self.tasks[packet.owner]
        self.packets += 1
        packet.owner = self.current.id
        return receiver.receive(packet, self.current)

    def run(self):
        task = self.first
        while task is not None:
            if task.can_run():
                self.current = task
                task = task.resume()
            else:
                task = task.link


def packets(owner, kind, count):
    queue = None
    for _ in range(count):
        queue = Packet(queue, owner, kind)
    return queue


def run(size):
    system = System()
    IdleTask(system, size)
    WorkTask(system, packets(WORKER, FOR_WORK, 2))
    HandlerTask(system, HANDLER_A, 2000, packets(DEVICE_A, FOR_DEVICE, 3))
    HandlerTask(system, HANDLER_B, 3000, packets(DEVICE_B, FOR_DEVICE, 3))
    DeviceTask(system, DEVICE_A, 4000)
    DeviceTask(system, DEVICE_B, 5000)
    system.run()
    return "%d packets, %d holds" % (system.packets, system.holds)


DEFAULT = 500


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
