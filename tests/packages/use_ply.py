"""A calculator by lex and yacc, with errors and states."""
import sys
import ply.lex as lex
import ply.yacc as yacc

tokens = ("NAME", "NUMBER", "FLOAT")
literals = "=+-*/()"
states = (("comment", "exclusive"),)
t_NAME = r"[a-zA-Z_][a-zA-Z0-9_]*"
t_ignore = " \t"
t_comment_ignore = ""


def t_FLOAT(t):
    r"\d+\.\d+"
    t.value = float(t.value)
    return t


def t_NUMBER(t):
    r"\d+"
    t.value = int(t.value)
    return t


def t_newline(t):
    r"\n+"
    t.lexer.lineno += len(t.value)


def t_begin_comment(t):
    r"/\*"
    t.lexer.begin("comment")


def t_comment_end(t):
    r"\*/"
    t.lexer.begin("INITIAL")


def t_comment_any(t):
    r"(.|\n)"


def t_error(t):
    print("illegal", repr(t.value[0]), "line", t.lineno)
    t.lexer.skip(1)


def t_comment_error(t):
    t.lexer.skip(1)


precedence = (("left", "+", "-"), ("left", "*", "/"), ("right", "UMINUS"))
names = {}


def p_statement_assign(p):
    'statement : NAME "=" expression'
    names[p[1]] = p[3]
    p[0] = p[3]


def p_statement_expr(p):
    "statement : expression"
    p[0] = p[1]


def p_expression_binop(p):
    """expression : expression '+' expression
                  | expression '-' expression
                  | expression '*' expression
                  | expression '/' expression"""
    a, op, b = p[1], p[2], p[3]
    p[0] = a + b if op == "+" else a - b if op == "-" else a * b if op == "*" else a / b


def p_expression_uminus(p):
    "expression : '-' expression %prec UMINUS"
    p[0] = -p[2]


def p_expression_group(p):
    "expression : '(' expression ')'"
    p[0] = p[2]


def p_expression_value(p):
    """expression : NUMBER
                  | FLOAT"""
    p[0] = p[1]


def p_expression_name(p):
    "expression : NAME"
    p[0] = names.get(p[1], 0)


def p_error(p):
    print("syntax error at", p and (p.type, p.value, p.lineno, p.lexpos))


lexer = lex.lex()
parser = yacc.yacc(debug=False, write_tables=False)
for text in ("1 + 2 * 3", "x = -(4 - 2.5) / 3", "x * 2", "/* c \n d */ 7", "1 + ", "2 $ 3", "(1", "y = 10 / 4 - 1"):
    print(text, "->", parser.parse(text, lexer=lexer.clone()))
lexer.input("a = 1\nb = 2")
print([(t.type, t.value, t.lineno, t.lexpos) for t in lexer])
print(names, parser.parse("+".join(["1"] * 500), lexer=lexer.clone()))
