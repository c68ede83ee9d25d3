# A game tree searched to the end: boards as tuples, results remembered in a dict.
import sys

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))


def winner(board):
    for a, b, c in LINES:
        if board[a] and board[a] == board[b] == board[c]:
            return board[a]
    return 0


def value(board, player, known):
    key = (board, player)
    if key in known:
        return known[key]
    won = winner(board)
    if won:
        best = won
    elif 0 not in board:
        best = 0
    else:
        best = -2 * player
        for at in range(9):
            if board[at] == 0:
                score = value(board[:at] + (player,) + board[at + 1:], -player, known)
                if score * player > best * player:
                    best = score
    known[key] = best
    return best


def main(n):
    total = positions = 0
    for k in range(n):
        board = [0] * 9
        board[k % 9] = 1
        known = {}
        total += value(tuple(board), -1, known) + 5
        positions += len(known)
    print(total, positions)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 170)
