"""This program's own tokens, by the tokenize module, counted and joined again."""
import collections
import io
import keyword
import sys
import tokenize

DEFAULT = 200


def main(n):
    source = open(__file__, encoding="utf-8").read() * 4
    kinds = collections.Counter()
    length = 0
    for i in range(n):
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
        for token in tokens:
            kinds[tokenize.tok_name[token.exact_type]] += 1
            if token.type == tokenize.NAME and keyword.iskeyword(token.string):
                kinds["keyword"] += 1
        if i % 10 == 0:
            length += len(tokenize.untokenize(tokens))
    print(sorted(kinds.items()), length)


main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
