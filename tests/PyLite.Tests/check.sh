#!/usr/bin/env bash
# A quick look: check.sh [PYLITE OPTIONS...] runs every program of programs/ and bench/programs under the built pylite with these
# options and lists those whose output is not the expected one. (The tests run the same programs in many more ways.)
root=$(cd "$(dirname "$0")/../.." && pwd)
pylite="$root/PyLite/bin/Release/net10.0/pylite"
good=0
bad=()
for expected in "$root"/tests/PyLite.Tests/programs/*/*.expected.txt "$root"/bench/programs/*.expected.txt; do
    case $expected in *.stderr.expected.txt | *.tiny.expected.txt) continue ;; esac
    program=${expected%.expected.txt}
    cd "$(dirname "$program")" || exit 1
    output=$(timeout "${LIMIT:-20}" "$pylite" "$@" "$program.py" 2>/tmp/check.stderr; echo "exit code $?" >>/tmp/check.stderr)
    errors=$(sed "s#$PWD/##g" /tmp/check.stderr)
    wanted="exit code 0"
    if [ -f "$program.stderr.expected.txt" ]; then wanted=$(cat "$program.stderr.expected.txt"); fi
    if [ "$output" = "$(cat "$expected")" ] && [ "$errors" = "$wanted" ]; then good=$((good + 1)); else bad+=("${program#"$root"/}"); fi
done
echo "$good as expected, ${#bad[@]} not"
printf '%s\n' "${bad[@]}"
