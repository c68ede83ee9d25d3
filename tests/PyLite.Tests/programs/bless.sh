#!/usr/bin/env bash
# Writes what CPython 3.11 does with each program, or with those named, next to it: PROGRAM.expected.txt (standard output), and
# PROGRAM.stderr.expected.txt (standard error, then the exit code) when either is not the usual.
# The folder's own path is left out of tracebacks.
cd "$(dirname "$0")" || exit 1
if [ $# -eq 0 ]; then set -- */*.py; fi
for program in "$@"; do
    case $program in modules/*) [[ $program = modules/import* ]] || continue ;; esac
    folder=$(dirname "$program") name=$(basename "$program" .py)
    (
        cd "$folder" || exit 1
        PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 python3.11 "$name.py" >"$name.expected.txt" 2>/tmp/bless.stderr
        code=$?
        rm -f "$name.stderr.expected.txt"
        if [ -s /tmp/bless.stderr ] || [ $code -ne 0 ]; then
            { sed "s#$PWD/##g" /tmp/bless.stderr; echo "exit code $code"; } >"$name.stderr.expected.txt"
        fi
    )
done
