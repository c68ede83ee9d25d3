# Dependencies: graphs as dicts of lists, depth first with colours, cycles reported by an exception.
import sys


class Cycle(Exception):
    pass


def order(graph):
    state = {}
    done = []

    def visit(node):
        mark = state.get(node)
        if mark == "open":
            raise Cycle(node)
        if mark:
            return
        state[node] = "open"
        for other in graph.get(node, ()):
            visit(other)
        state[node] = "done"
        done.append(node)

    for node in sorted(graph):
        visit(node)
    return done


def main(n):
    total = cycles = 0
    for k in range(n):
        graph = {}
        for i in range(60):
            graph[f"task{i}"] = [f"task{j}" for j in (i * 2 + 1, i * 3 + k % 4) if j < 60 and j > i]
        if k % 4 == 3:
            graph["task59"].append("task1")
        try:
            total += sum(i * len(name) for i, name in enumerate(order(graph)))
        except Cycle as e:
            cycles += len(str(e))
    print(total, cycles)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 14000)
