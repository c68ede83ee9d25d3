# A shop: dicts of dicts, filters by conditions, totals by key, a report with percentages.
import sys


def main(n):
    kinds = ["tool", "food", "book", "toy"]
    lines = []
    revenue = 0
    for k in range(n):
        stock = {}
        for i in range(60):
            stock[f"item{i}"] = {"kind": kinds[i % 4], "price": 5 + i * 7 % 50, "left": 10 + (i + k) % 20}
        sold = {}
        for i in range(150):
            name = f"item{(i * i + k) % 60}"
            item = stock[name]
            if item["left"] > 0 and (item["kind"] != "toy" or i % 2):
                item["left"] -= 1
                sold[name] = sold.get(name, 0) + 1
        by_kind = dict.fromkeys(kinds, 0)
        for name, amount in sold.items():
            by_kind[stock[name]["kind"]] += amount * stock[name]["price"]
        all_of_it = sum(by_kind.values())
        lines = ["{:<5}{:>7,}{:>7.1%}".format(kind, value, value / all_of_it) for kind, value in sorted(by_kind.items())]
        revenue += all_of_it
    print("\n".join(lines))
    print(revenue)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12000)
