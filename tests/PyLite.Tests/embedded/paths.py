# Paths as objects.
import pathlib, os, tempfile, pickle, sys
from pathlib import *
for t in ['','.','/','//a','///a','a/b.tar.gz','a/../b','/a/./b/','.hid','a.','x/.y.z','a//b']:
    p=PurePosixPath(t); print(repr(p),str(p),p.parts,p.name,p.stem,p.suffix,p.suffixes,p.parent,list(p.parents),p.root,p.anchor,p.is_absolute())
p=PurePosixPath('/a/b.txt'); print(p/'c', 'x'/p, p/'/z', p.joinpath('q','r'), p.with_suffix('.x'), p.with_name('n'), p.with_stem('s'), p.relative_to('/a'), p.is_relative_to('/b'), p.match('*.txt'), p.match('/a/*'), p.match('b/*'), p==PurePath('/a/b.txt'), hash(p)==hash(PurePosixPath('/a//b.txt')), sorted([p,PurePosixPath('/a')]), bytes(p), os.fspath(p), p.as_uri(), pickle.loads(pickle.dumps(p)))
for f in (lambda: p.relative_to('/b'), lambda: p.with_suffix('x'), lambda: PurePath('').with_name('a'), lambda: p.with_name('a/b'), lambda: p/3, lambda: PurePath(b'a'), lambda: list(Path('.').glob('')), lambda: list(Path('.').glob('/a')), lambda: list(Path('.').glob('a**')), lambda: PurePath('a').as_uri(), lambda: Path('/nonexist').read_text(), lambda: p.parents[5], lambda: p<3):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
with tempfile.TemporaryDirectory() as d:
    d=Path(d); q=d/'s'/'t'; q.mkdir(parents=True); (q/'a.py').write_text('hé\nx'); (d/'b.py').touch(); (d/'b.bin').write_bytes(b'12'); os.chdir(d)
    print((q/'a.py').read_text(), (d/'b.bin').read_bytes(), sorted(x.name for x in d.iterdir()), [x.relative_to(d) for x in sorted(d.rglob('*.py'))], sorted(map(str,Path('.').glob('*'))), sorted(map(str,Path('.').glob('**/*.py'))), sorted(map(str,Path('.').glob('**'))), sorted(map(str,Path('.').glob('s/*/a.*'))), (d/'b.py').exists(), d.is_dir(), (d/'b.py').is_file(), Path('zz').exists(), (d/'b.bin').stat().st_size)
    print(Path('b.py').rename('c.py'), Path('c.py').replace('e.py'), Path('e.py').unlink(), Path('e.py').unlink(missing_ok=True)); l=Path('l'); l.symlink_to('s'); print(l.is_symlink(), l.readlink(), l.resolve()==(d/'s').resolve(), Path('x').absolute()==d/'x', Path.cwd()==d.resolve())
    q.mkdir(exist_ok=True)
    for f in (lambda: q.mkdir(), lambda: Path('e.py').unlink(), lambda: d.joinpath('u/v').mkdir(), lambda: Path('s').rmdir()):
        try: f()
        except OSError as e: print(type(e).__name__, e.errno)
    with Path('w.txt').open('w') as f: print(f.write('a'))
    print(Path('w.txt').samefile('w.txt'), type(Path('a')), repr(Path('a')), isinstance(Path('a'),PurePosixPath), Path('~').expanduser()==Path.home(), Path('a')==PurePosixPath('a'), len({Path('a'),Path('./a')}))
    os.chdir('/')
