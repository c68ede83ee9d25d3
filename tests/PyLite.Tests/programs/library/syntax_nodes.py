# Node classes of syntax trees, and what reads signatures with them.
import ast
n=ast.BinOp(ast.Constant(1),ast.Add(),right=ast.Constant(2))
print(ast.dump(n), n._fields, ast.BinOp._attributes, issubclass(ast.Add,ast.operator), ast.Constant(3).kind)
for c in sorted(k for k,v in vars(ast).items() if isinstance(v,type) and issubclass(v,ast.AST)): 
    v=getattr(ast,c); print(c,v._fields,v._attributes,v.__mro__[1].__name__)
class V(ast.NodeVisitor):
    def visit_Constant(s,n): print('const',n.value)
V().visit(n)
try: ast.BinOp(1,2,3,4)
except TypeError as e: print(e)
import inspect
def f(a,*b,c=1,**d): pass
print(inspect.signature(f), inspect.isfunction(f))
# Needs CPython's library.
