#!/usr/bin/env bash
# Writes what CPython 3.11 prints for every program, at its own size and at the one of sizes.txt.
set -eu
cd "$(dirname "$0")"
while read -r name size; do
    [ "$name" = "#" ] && continue
    python3.11 "$name.py" >"$name.expected.txt"
    python3.11 "$name.py" "$size" >"$name.small.expected.txt"
done <sizes.txt
