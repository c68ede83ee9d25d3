#!/usr/bin/env bash
# Writes what CPython 3.11 prints for every program, at its default size and at the tiny size of sizes.txt, next to it.
cd "$(dirname "$0")" || exit 1
grep -v '^#' sizes.txt | while read -r program _ tiny; do
    python3.11 "$program.py" >"$program.expected.txt"
    python3.11 "$program.py" "$tiny" >"$program.tiny.expected.txt"
done
