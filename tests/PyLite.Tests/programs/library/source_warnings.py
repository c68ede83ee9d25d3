# What the compiler warns of.
import warnings
def w(src):
    with warnings.catch_warnings(record=True) as l:
        warnings.simplefilter('always')
        try: compile(src,'f.py','exec')
        except SyntaxError as e: print(src,'SyntaxError',e)
    print(ascii(src),[(x.category.__name__,str(x.message),x.lineno,x.filename) for x in l])
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try: compile(src,'f.py','exec')
        except SyntaxError as e: print(e.msg, e.lineno, e.offset)
for s in ['x is 1','x is not ()','x is -1',"'' is x",'x is None','x is ...','if x is 1:pass','a is 1 is b','assert (1,"x")','assert ()','assert (x, 1), 2','1()','(1,2)(3)','[1](2)','f"{x}"()',"'a'(1)",'(lambda:1)()','{1}(2)','{}()','[x for x in y]()','(x for x in y)()','None()','...()','[1][1,2]','[1]["a"]','(1,2)[1.5]','"abc"["a"]','"abc"[1]','"abc"[1:2]','[1][x]','{1}[1]','1[2]','None[1]','f"a"["x"]','[1][[1]]','(x for x in y)[1]','(lambda:1)[1]','b"a"[{}]','"\\d"','b"\\d"','f"\\d{x}"','r"\\d"','x=1;\ny = x is 1','"""a\nb\\d"""']: w(s)
