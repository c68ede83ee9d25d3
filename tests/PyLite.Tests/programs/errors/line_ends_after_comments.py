# The end of a line that stops too early is where its comment begins.
TEXTS = [
    'import # c\n', 'from # line 4\n', 'from # line 4', 'from  # c\n', 'x = # c\n', 'a = 1 + # d\nb\n', 'if x # c\n', 'for # x\n', 'with # x\n',
    'del # d\n', 'f(x) y # c\n', 'class # c\n', 'x = 1 # fine\n', '    # alone\nx = (1, # in brackets\n  2 3)\n', 'import  \n', 'x = \t\n',
    'def f( # c\n', 'while 1 \\\n # c\n', 'lambda # c\n', 'else # c\n', 'try # c\n  pass\n', 'a.# c\n', 'not # c',
]
for text in TEXTS:
    try:
        compile(text, 'f.py', 'exec')
        print(repr(text), 'is fine')
    except SyntaxError as e:
        print(repr(text), e.msg, e.args[1][1:3], e.args[1][4:])
