# A parser of comma-separated text as a machine of states, with quotes, and a summary by column.
import sys


def rows(text):
    row, field, state = [], [], "start"
    for c in text:
        if state == "quoted":
            if c == '"':
                state = "quote"
            else:
                field.append(c)
        elif c == ",":
            row.append("".join(field))
            field, state = [], "start"
        elif c == "\n":
            row.append("".join(field))
            yield row
            row, field, state = [], [], "start"
        elif c == '"' and state != "plain":
            if state == "quote":
                field.append(c)
            state = "quoted"
        else:
            field.append(c)
            state = "plain"


def main(n):
    total = 0
    for k in range(n):
        text = "".join(f'{i},"name ""{i * k % 17}"", x",{i % 7}.5,{"yes" if i % 3 else ""}\n' for i in range(30))
        for row in rows(text):
            total += int(row[0]) + len(row[1]) + int(float(row[2]) * 2) + len(row[3])
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7700)
