# A simulation of customers at counters: a binary heap written by hand, events as tuples.
import sys


def push(heap, item):
    heap.append(item)
    at = len(heap) - 1
    while at > 0:
        parent = (at - 1) // 2
        if heap[parent] <= item:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def pop(heap):
    first = heap[0]
    last = heap.pop()
    size = len(heap)
    if size:
        at = 0
        while True:
            child = 2 * at + 1
            if child >= size:
                break
            if child + 1 < size and heap[child + 1] < heap[child]:
                child += 1
            if heap[child] >= last:
                break
            heap[at] = heap[child]
            at = child
        heap[at] = last
    return first


def main(n):
    seed = 42
    waited = served = 0
    for _ in range(n):
        heap = []
        free = 3
        queue = []
        for i in range(200):
            seed = (seed * 1103515245 + 12345) % 2147483648
            push(heap, (seed % 1000, "arrive", i))
        while heap:
            now, kind, who = pop(heap)
            if kind == "arrive":
                queue.append((now, who))
            else:
                free += 1
                served += 1
            while free and queue:
                since, first = queue.pop(0)
                waited += now - since
                free -= 1
                push(heap, (now + 5 + first % 11, "leave", first))
    print(served, waited)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1600)
