"""Runs CPython's own test files in two Pythons and compares test by test.

    python3.11 run.py PYLITE [--list core|all] [--results FILE] [--limit SECONDS] [--table FILE] [--causes N] [test_x ...]

Only tests that pass in the Python that runs this are counted. The package with the tests (Debian: libpython3.11-testsuite) must be installed.
--results keeps what was found, so that a later run of a few files mends the whole; --table writes the page docs/cpython-tests.md;
--causes prints what goes wrong, the commonest first. A test is a hang when nothing is heard for --limit seconds.
"""
import argparse
import collections
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def names_of(which):
    core, further = [], []
    into = core
    with open(os.path.join(HERE, 'files.txt')) as f:
        for line in f:
            if line.startswith('# further'):
                into = further
            if not line.startswith('#'):
                into += line.split()
    return core if which == 'core' else core + further


def run_file(python, name, limit):
    """{id: [outcome, text]} of one file; a test that ends the process or hangs is left out of the next try."""
    results, fixtures = {}, []
    with tempfile.TemporaryDirectory() as folder:
        notes, done = os.path.join(folder, 'notes'), os.path.join(folder, 'done')
        for _ in range(30):
            with open(done, 'w', encoding='utf-8') as f:
                f.write('\n'.join(results))
            open(notes, 'w').close()
            code, errors = run_once(python, name, notes, done, folder, limit)
            with open(notes, encoding='utf-8') as f:
                ended, running, loaded, all_tests = read_notes(f, results, fixtures)
            if ended:
                for test in all_tests:
                    results.setdefault(test, ['lost', fixture_of(test, fixtures)])
                break
            kind = 'hang' if code is None else 'crash'
            if running is None:
                results[name + (' (after its tests)' if loaded else ' (loading)')] = [kind if loaded or code is None else 'lost', errors]
                break
            results[running] = [kind, errors]
    return results


def fixture_of(test, fixtures):
    for where, text in fixtures:
        inside = re.search(r'\((?:test\.)?(.*)\)', where)
        if inside and test.startswith(inside[1]):
            return where + ' ' + text
    return 'its class or module could not be set up'


def run_once(python, name, notes, done, folder, limit):
    with open(os.path.join(folder, 'out'), 'wb+') as out:
        work = os.path.join(folder, 'work')
        os.makedirs(work, exist_ok=True)
        process = subprocess.Popen([python, os.path.join(HERE, 'worker.py'), name, notes, done], stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=work, start_new_session=True)
        size, heard = 0, time.monotonic()
        while process.poll() is None:
            time.sleep(0.05)
            if os.path.getsize(notes) != size:
                size, heard = os.path.getsize(notes), time.monotonic()
            elif time.monotonic() - heard > limit:
                break
        code = process.poll()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        out.seek(0)
        text = out.read().decode('utf-8', 'replace')
    if code is None:
        return None, 'nothing heard for %d s' % limit
    return code, 'exit code %d: %s' % (code, ' '.join(text[-400:].split()))


def read_notes(file, results, fixtures):
    ended, running, loaded, tests = False, None, False, []
    for line in file:
        event, what, *text = line.rstrip('\n').split('\t')
        if event == 'test':
            tests.append(what)
        elif event == 'begin':
            running = what
        elif event == 'fixture':
            fixtures.append((what, text[0]))
        elif event == 'loaded':
            loaded = True
        elif event == 'end':
            ended = True
        elif event in ('pass', 'fail', 'error', 'skip'):
            results[what] = [event, text[0] if text else '']
            running = None
    return ended, running, loaded, tests


def compare(reference, tried):
    """What came of each test that passes in the reference."""
    why = next((r[1] for k, r in tried.items() if k.endswith('(loading)')), 'not there')
    return {test: tried.get(test, ['lost', why]) for test, r in reference.items() if r[0] == 'pass'}


def cause(result):
    kind, text = result
    text = re.sub(r'^\S+\.py:\d+ ', '', text)
    text = re.sub(r'0x[0-9a-f]+', '0x', text)
    if kind in ('hang', 'crash', 'skip'):
        return kind + ' ' + text[:90]
    if text.startswith('AssertionError'):
        return text[:60] if 'not raised' in text or 'not triggered' in text else 'wrong value or text'
    return (kind + ' ' if kind == 'lost' else '') + text[:110]


def percent(part, whole):
    return 100 * part / max(1, whole)


def table(found, deliberate):
    lines = []
    totals = collections.Counter()
    for which in ('core', 'further'):
        names = names_of('core') if which == 'core' else [n for n in names_of('all') if n not in names_of('core')]
        names = [n for n in names if n in found]
        if not names:
            continue
        counts = collections.Counter()
        rows = []
        for name in sorted(names):
            results = compare(found[name]['reference'], found[name]['tried'])
            kinds = collections.Counter(r[0] for r in results.values())
            counts += kinds
            rest = ', '.join('%s %d' % (k, n) for k, n in kinds.items() if k != 'pass')
            rows.append('| %s | %d | %d | %s |' % (name, len(results), kinds['pass'], rest))
        lines += ['', '## ' + ('The core language' if which == 'core' else 'Further files'), '',
                  '%d files, %d tests; %d pass (%.1f %%); %d are skipped here alone, of the others %.1f %% pass.' % (
                      len(names), sum(counts.values()), counts['pass'], percent(counts['pass'], sum(counts.values())), counts['skip'],
                      percent(counts['pass'], sum(counts.values()) - counts['skip'])), '',
                  '| file | tests | pass | others |', '|---|---|---|---|', *rows]
        totals += counts
    head = [
        "# CPython's own tests",
        '',
        "Files of CPython 3.11's test package, run unmodified under `unittest` by `tools/cpython-tests/run.py` in CPython and in PyLite. Counted is what",
        'passes in CPython on the same machine. "lost" is a test whose file or class could not be set up, "skip" one that is skipped in PyLite alone.',
        '',
        'All together: %d of %d (%.1f %%).' % (totals['pass'], sum(totals.values()), percent(totals['pass'], sum(totals.values()))),
        '',
        '## What differs on purpose',
        '',
        '| tests | why |',
        '|---|---|',
        *('| %s | %s |' % d for d in deliberate)]
    return '\n'.join(head + lines) + '\n'


def on_purpose():
    """Lines of on-purpose.txt: what | why."""
    with open(os.path.join(HERE, 'on-purpose.txt')) as f:
        return [tuple(p.strip() for p in line.split('|', 1)) for line in f if '|' in line]


def main():
    options = argparse.ArgumentParser()
    options.add_argument('pylite')
    options.add_argument('names', nargs='*')
    options.add_argument('--list', default='core')
    options.add_argument('--results')
    options.add_argument('--limit', type=int, default=60)
    options.add_argument('--table')
    options.add_argument('--causes', type=int, default=0)
    options.add_argument('--show', action='store_true', help='print each test that does not pass')
    options = options.parse_intermixed_args()
    found = {}
    if options.results and os.path.exists(options.results):
        with open(options.results) as f:
            found = json.load(f)
    for name in options.names or ([] if options.list == 'none' else names_of(options.list)):
        entry = found.setdefault(name, {})
        if 'reference' not in entry:
            entry['reference'] = run_file(sys.executable, name, options.limit)
        start = time.monotonic()
        entry['tried'] = run_file(os.path.abspath(options.pylite), name, options.limit)
        results = compare(entry['reference'], entry['tried'])
        kinds = collections.Counter(r[0] for r in results.values())
        print('%-24s %4d of %4d  %s  %.0f s' % (name, kinds['pass'], len(results), ' '.join('%s %d' % (k, n) for k, n in kinds.items() if k != 'pass'), time.monotonic() - start), flush=True)
        if options.show:
            for test, r in results.items():
                if r[0] != 'pass':
                    print('   ', test.partition('.')[2], *r)
        if options.results:
            with open(options.results, 'w') as f:
                json.dump(found, f)
    if options.causes:
        causes = collections.defaultdict(list)
        for name in found:
            for test, r in compare(found[name]['reference'], found[name]['tried']).items():
                if r[0] != 'pass':
                    causes[cause(r)].append(test)
        for text, tests in sorted(causes.items(), key=lambda c: -len(c[1]))[:options.causes]:
            print(len(tests), text, '<-', ', '.join(sorted({t.split('.')[0] for t in tests})[:4]), tests[0])
    if options.table:
        with open(options.table, 'w') as f:
            f.write(table(found, on_purpose()))


main()
