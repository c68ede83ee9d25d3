# A binary search tree with insertion, deletion, iteration in order by a generator, and depth.
import sys


class Node:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    elif key > node.key:
        node.right = insert(node.right, key)
    return node


def delete(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = delete(node.left, key)
    elif key > node.key:
        node.right = delete(node.right, key)
    elif node.left is None:
        return node.right
    else:
        last = node.left
        while last.right is not None:
            last = last.right
        node.key = last.key
        node.left = delete(node.left, last.key)
    return node


def walk(node):
    if node is not None:
        yield from walk(node.left)
        yield node.key
        yield from walk(node.right)


def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


def main(n):
    seed = 5
    total = 0
    for _ in range(n):
        root = None
        keys = []
        for _ in range(60):
            seed = (seed * 16807) % 2147483647
            keys.append(seed % 500)
            root = insert(root, keys[-1])
        total += depth(root)
        for key in keys[::3]:
            root = delete(root, key)
        total += sum(i * key for i, key in enumerate(walk(root))) % 1009
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12000)
