#!/usr/bin/env bash
# Writes what CPython 3.11 prints for every program.
set -eu
cd "$(dirname "$0")"
for program in *.py; do python3.11 "$program" >"${program%.py}.expected.txt"; done
