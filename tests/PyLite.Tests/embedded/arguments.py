# argparse
import argparse, sys, io, contextlib
def run(p, *argvs, known=False):
    for a in argvs:
        out, err = io.StringIO(), io.StringIO()
        so, se = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err
        try:
            try: r = (p.parse_known_args if known else p.parse_args)(a.split() if isinstance(a,str) else a)
            except SystemExit as e: r = ('exit', e.code)
        finally: sys.stdout, sys.stderr = so, se
        print(a, '->', r); print(out.getvalue(), err.getvalue(), sep='', end='')
p = argparse.ArgumentParser(prog='prog', description='Process some integers. %(prog)s does it '*5, epilog='The end.')
p.add_argument('integers', metavar='N', type=int, nargs='+', help='an integer for the accumulator, which is a long text that has to be wrapped somewhere in the middle')
p.add_argument('--sum', dest='accumulate', action='store_const', const=sum, default=max, help='sum the integers (default: find the max)')
p.add_argument('-v','--verbose', action='count', default=0); p.add_argument('-o','--output-file-name', default='x', metavar='FILE', help='def %(default)s')
p.add_argument('--level', choices=['low','high'], required=False, help='one of %(choices)s'); p.add_argument('-q', action='store_true', help=argparse.SUPPRESS)
p.add_argument('--version', action='version', version='%(prog)s 1.0')
run(p, '1 2 3', '--sum 1 -vv -o y 7', '-h', 'a', '', '--version', '1 --level mid', '1 --lev low', '1 --ver', '1 -vvofile', '1 --output-file-name=z -v', '1 --bogus', '-x 1', '1 -o', '1 -qv', '1 --sum=3', '-- -1', '1 -5')
print(p.format_usage())
p = argparse.ArgumentParser(prog='PROG', formatter_class=argparse.ArgumentDefaultsHelpFormatter, argument_default=None)
g = p.add_mutually_exclusive_group(); g.add_argument('--foo', action='store_true'); g.add_argument('--bar', type=float, default=1.5, help='bar')
g2 = p.add_mutually_exclusive_group(required=True); g2.add_argument('-a'); g2.add_argument('-b', nargs=2, metavar=('X','Y'))
gr = p.add_argument_group('extra group', 'description of it'); gr.add_argument('--many', nargs='*', help='many'); gr.add_argument('--one', nargs='?', const='C', default='D', help='one %(type)s')
p.add_argument('--flag', action=argparse.BooleanOptionalAction, default=True, help='a flag'); p.add_argument('--app', action='append', type=int); p.add_argument('--ext', action='extend', nargs='+'); p.add_argument('--ac', action='append_const', const=5)
p.add_argument('pos', nargs='?', default='dflt', help='positional'); p.add_argument('rest', nargs=argparse.REMAINDER)
run(p, '-a 1', '-h', '-a 1 -b 2 3', '--foo --bar 2 -a 1', '', '-b 1', '-a 1 --many x y --one --no-flag', '-a 1 --app 1 --app 2 --ext a b --ext c --ac --ac q r --x', '--bar x -a 1', '-a 1 --fo')
p = argparse.ArgumentParser(prog='git')
p.add_argument('--global', dest='g')
s = p.add_subparsers(dest='cmd', required=True, help='sub-command help')
a = s.add_parser('add', aliases=['a'], help='add help'); a.add_argument('files', nargs='*'); a.add_argument('-f', type=int, default='3')
c = s.add_parser('commit', help='commit help', description='Commit it.'); c.add_argument('-m', required=True); c.set_defaults(func='F')
run(p, 'add x y -f 4', 'commit', 'commit -m msg', '-h', 'commit -h', '', 'bogus', 'a', 'add --zz', '--glob 1 add')
run(p, 'add x --unknown q', known=True)
p = argparse.ArgumentParser(prog='longprogramname', usage='%(prog)s [options]'); run(p, '-h')
p = argparse.ArgumentParser(prog='p'*20)
for i in range(12): p.add_argument('--option-number-%d' % i, metavar='VALUE')
p.add_argument('firstpositional'); p.add_argument('second', nargs=2); p.add_argument('third', nargs='*', choices=['a','b'])
run(p, '-h', 'x y', 'x y z q', 'x y z a b --option-number-1 5')
def even(s):
    n = int(s)
    if n % 2: raise argparse.ArgumentTypeError('%r is odd' % s)
    return n
p = argparse.ArgumentParser(prog='t', add_help=False, prefix_chars='-+', formatter_class=argparse.RawDescriptionHelpFormatter, description='a\n  b\n')
p.add_argument('+x', type=even); p.add_argument('-n', '--no-dash', action='store_false'); p.add_argument('--f', type=argparse.FileType('r'))
run(p, '+x 2', '+x 3', '+x z', '-n', ['--f', '/nonexistent'])
print(p.format_help()); print(argparse.Namespace(a=1, b='x'), argparse.Namespace(a=1)==argparse.Namespace(a=1), 'a' in argparse.Namespace(a=1))
for f in (lambda: p.add_argument('--no-dash'), lambda: p.add_argument('x', required=True), lambda: p.add_argument('--y', action='zz'), lambda: p.add_argument('--z', nargs=0), lambda: p.add_argument('z', dest='q'), lambda: p.add_argument('--k', type='zz')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
q = argparse.ArgumentParser(prog='child', parents=[p], conflict_handler='resolve'); q.add_argument('-n', help='new'); run(q, '-n 5 +x 4'); print(q.format_help())
q = argparse.ArgumentParser(prog='e', exit_on_error=False); q.add_argument('--i', type=int)
try: q.parse_args(['--i','a'])
except argparse.ArgumentError as e: print('AE', e)
q = argparse.ArgumentParser(prog='im'); q.add_argument('--foo'); q.add_argument('cmd'); q.add_argument('rest', nargs='*', type=int); print(q.parse_intermixed_args('doit 1 --foo bar 2 3'.split()))
print(q, q.add_argument('--zz', type=int, help='h'))
q = argparse.ArgumentParser(prog='neg'); q.add_argument('-1', dest='one'); q.add_argument('foo', nargs='?'); run(q, '-1 X', '-2', '-1 -1')
q = argparse.ArgumentParser(prog='neg2'); q.add_argument('-x'); q.add_argument('foo', nargs='?'); run(q, '-x -1', '-x -1 -5', '-x')
