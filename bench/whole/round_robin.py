# Tasks that are generators, run in turn by a scheduler with priorities and messages.
import sys


def worker(name, work, box):
    done = 0
    while done < work:
        done += 1
        if done % 5 == 0:
            message = yield ("send", (name + done) % 7)
        else:
            message = yield ("work", 1)
        if message:
            box.append(message)
    return done


def run(count, work):
    box = []
    tasks = [(i, worker(i, work + i % 3, box)) for i in range(count)]
    letters = {}
    log = finished = 0
    while tasks:
        waiting = []
        for name, task in tasks:
            try:
                kind, value = task.send(letters.pop(name, None) if started.get(name) else None)
            except StopIteration as stop:
                finished += stop.value
                continue
            started[name] = True
            if kind == "send":
                letters[value] = name + 1
            else:
                log += value
            waiting.append((name, task))
        tasks = waiting
    started.clear()
    return log, finished, len(box)


started = {}


def main(n):
    totals = [0, 0, 0]
    for k in range(n):
        for i, x in enumerate(run(10, 20 + k % 5)):
            totals[i] += x
    print(*totals)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15000)
