# Needs CPython's library.
# JSON: escapes, keys, numbers, and what is wrong with a text.
import json
def t(f):
    try: return f()
    except Exception as e: return type(e).__name__+': '+str(e)
docs=['{"a":1,"b":[1,2.5,-3e2,true,false,null],"":{"x":"\\u00e9\\ud83d\\ude42\\n"}}','{"a" : -0, "bb":12345678901234567890, "c":123456789012345678, "d":-999999999999999999,"e":"q"}','{"k\\u0041":1,"kA":2}','{"a\nb":1}','{"é":"日本","🙂":"🙂x","a🙂":1}','{"%s":1,"%s":2}'%('x'*39,'y'*45),'{"a":"x\ty"}','[1 2]','{"a" 1}','{"a":}','{"a":1,}','"\\ud800"','"\\uZZZZ"','{"a":1','{"abc','{"abc\\"d":1}','[-]','[01]','[1.]','-5','[0,-1,9,10]','{"dup":1,"dup":2}','"\\u12"','\ud800"']
def run():
    return [t(lambda: json.loads(d)) for d in docs]+[t(lambda: json.loads(d,strict=False)) for d in docs]+[t(lambda: json.loads(d,object_pairs_hook=list)) for d in docs]+[t(lambda: json.loads(d,parse_int=str,parse_float=str)) for d in docs]
for _ in range(3): r=run()
print(ascii(r))
