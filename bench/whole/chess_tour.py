# A knight's tour on a small board by backtracking, the way with the fewest exits first.
import sys

MOVES = ((1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2))


def exits(board, size, x, y):
    return [(x + dx, y + dy) for dx, dy in MOVES if 0 <= x + dx < size and 0 <= y + dy < size and board[y + dy][x + dx] == 0]


def tour(board, size, x, y, step):
    board[y][x] = step
    if step == size * size:
        return True
    for a, b in sorted(exits(board, size, x, y), key=lambda place: len(exits(board, size, *place))):
        if tour(board, size, a, b, step + 1):
            return True
    board[y][x] = 0
    return False


def main(n):
    total = 0
    for k in range(n):
        size = 6
        board = [[0] * size for _ in range(size)]
        if tour(board, size, k * 2 % 6, 0, 1):
            total += sum(i * x for i, row in enumerate(board, 1) for x in row) + board[3][k % 6]
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5800)
