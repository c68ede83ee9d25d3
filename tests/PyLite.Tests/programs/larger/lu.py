# LU decomposition of a matrix.
def matmul(a, b): return [[sum(x*y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
def lu(a):
    n = len(a); a = [r[:] for r in a]; perm = list(range(n))
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(a[i][k]))
        if a[p][k] == 0: raise ValueError('singular')
        if p != k: a[k], a[p] = a[p], a[k]; perm[k], perm[p] = perm[p], perm[k]
        for i in range(k+1, n):
            a[i][k] /= a[k][k]
            for j in range(k+1, n): a[i][j] -= a[i][k] * a[k][j]
    L = [[a[i][j] if j < i else float(i == j) for j in range(n)] for i in range(n)]
    U = [[a[i][j] if j >= i else 0.0 for j in range(n)] for i in range(n)]
    return L, U, perm
n = 12
A = [[((i * 7 + j * 3) % 11) + (5.5 if i == j else 0.25) for j in range(n)] for i in range(n)]
for _ in range(5): L, U, perm = lu(A)
R = matmul(L, U)
print(max(abs(R[i][j] - A[perm[i]][j]) for i in range(n) for j in range(n)) < 1e-9, perm)
for row in U[:3]: print(' '.join(f"{x:8.3f}" for x in row))
try: lu([[1.0, 2.0], [2.0, 4.0]])
except ValueError as e: print(e)
print([list(r) for r in zip(*[[1,2],[3,4]])])
