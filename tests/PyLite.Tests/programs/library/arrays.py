# array.array: making, changing and comparing arrays, and what is said of mistakes.
import array
from array import array as A
def t(s,**k):
    try: r=eval(s)
    except BaseException as e: print(s,'->',type(e).__name__,e)
    else: print(s,'=>',repr(r))
def x(s):
    a=A('i',[1,2,3,4,5])
    ns={'a':a,'A':A,'array':array}
    try: exec(s,ns)
    except BaseException as e: print(s,'->',type(e).__name__,e)
    else: print(s,'=>',ns['a'])
for s in '''array.typecodes
A
A.__module__
array.ArrayType
A()
A('i',[],3)
A(1)
A('ii')
A('z')
A('i')
A('i',[1,2,3])
A('d',[1,2.5])
A('d',['a'])
A('i',[1.5])
A('i',['a'])
A('b',[128])
A('b',[-129])
A('B',[256])
A('B',[-1])
A('h',[40000])
A('h',[-40000])
A('H',[-1])
A('H',[65536])
A('i',[1<<31])
A('i',[-(1<<31)-1])
A('i',[1<<70])
A('I',[-1])
A('I',[1<<32])
A('I',[1<<70])
A('l',[1<<63])
A('L',[1<<64])
A('L',[-1])
A('q',[1<<63])
A('Q',[1<<64])
A('Q',[-1])
A('Q',[(1<<64)-1])
A('f',[1.1])
A('f',[1e300])
A('u','héllo\\U0001f600')
A('u',['a','b'])
A('u',['ab'])
A('u',[1])
A('u')
A('i','abc')
A('i',b'12345678')
A('i',bytearray(b'12345678'))
A('i',b'123')
A('i',range(3))
A('i',(1,2))
A('i',A('d',[1.0]))
A('i',A('h',[1,2]))
A('i',5)
A('u',A('i',[1]))
A('i',A('u','a'))
A('i',typecode=1)
len(A('i',[1,2]))
A('i',[1,2])[0]
A('i',[1,2])[-1]
A('i',[1,2])[2]
A('i',[1,2])['a']
A('i',[1,2])[1.5]
A('i',[1,2])[1<<80]
A('i',range(10))[2:8:3]
A('i',range(10))[::-1]
A('i',range(10))[100:]
A('i',[1])+A('i',[2])
A('i',[1])+A('d',[2])
A('i',[1])+[2]
A('i',[1])*3
3*A('i',[1])
A('i',[1])*-1
A('i',[1])*'a'
A('i',[1])*1.5
A('i',[1,2])==A('d',[1,2])
A('i',[1,2])==A('i',[1,2])
A('i',[1,2])!=A('i',[1,2])
A('i',[1,2])<A('i',[1,3])
A('i',[1,2])<[1,3]
A('i',[1,2])==[1,2]
A('i',[1])<A('i',[1,3])
A('i',[1])>=A('i',[1,3])
hash(A('i'))
1 in A('i',[1,2])
'a' in A('i',[1,2])
list(A('d',[1,2]))
iter(A('d')).__class__
A('i',[1,2]).typecode
A('i',[1,2]).itemsize
A('d').itemsize
A('u').itemsize
A('i',[1,2]).tolist()
A('i',[1,2]).tobytes()
A('u','hé').tounicode()
A('i').tounicode()
A('i',[1,2,1]).count(1)
A('i',[1,2,1]).index(1,1)
A('i',[1,2,1]).index(1,0,1)
A('i',[1,2,1]).index(7)
A('i',[1,2,1]).index(1,-1)
A('i').pop()
A('i',[1]).pop(1)
A('i',[1]).pop(-2)
A('i',[1]).buffer_info()[1]
A('i',[1]).__reduce_ex__(2)
A('i',[1]).__reduce_ex__(4)[1][:3]
A('u','a').__reduce_ex__(2)
A('i',[1]).__copy__()
A('i',[1]).__deepcopy__({})
A('i',[1,2]).__sizeof__()>0
A('i',[1,2]).__class_getitem__
bytes(A('i',[1,2]))
bytearray(A('h',[1,2]))
b''.join([A('h',[1,2])])
bool(A('i')),bool(A('i',[0]))
str(A('d',[1.5,float('nan'),float('inf')]))
repr(A('u','a\\'b'))
repr(A('b',[1]))
int.from_bytes(A('b',[1,2]),'big')
array._array_reconstructor(A,'i',8,b'1234')
array._array_reconstructor(A,'h',2,b'1234')
array._array_reconstructor(A,'i',9,b'1234')
A.append
A('i').append'''.split('\n')[:-1]: t(s)
for s in '''a.append(6)
a.append('x')
a.append(1<<40)
a.append()
a.extend([7,8])
a.extend(A('i',[9]))
a.extend(A('d',[9]))
a.extend(a)
a.extend(5)
a.extend('ab')
a.extend([1,'x'])
a.insert(0,9)
a.insert(-1,9)
a.insert(100,9)
a.insert(-100,9)
a.insert(0,'x')
a.insert(0)
a.remove(3)
a.remove(9)
a.reverse()
a.pop()
a.pop(0)
a.pop(-2)
a.pop('x')
a.byteswap()
a.frombytes(b'\\x01\\0\\0\\0')
a.frombytes(b'\\x01\\0\\0')
a.frombytes('abcd')
a.fromlist([7])
a.fromlist([7,'x'])
a.fromlist((1,))
a.fromunicode('x')
a[0]=9
a[-1]=9
a[5]=9
a[0]='x'
a[0]=1.5
a['a']=1
a[1:3]=A('i',[7,7,7])
a[1:3]=[7]
a[1:3]=A('d',[7])
a[::2]=A('i',[7,7,7])
a[::2]=A('i',[7,7])
a[::-1]=a
a[3:1]=A('i',[0])
del a[0]
del a[-1]
del a[9]
del a[1:3]
del a[::2]
del a[::-2]
del a['x']
a[1:3]=a
a+=A('i',[1])
a+=[1]
a+=A('d',[1])
a*=2
a*=0
a*=-1
a*='x'
a.x=1
a.typecode='d'
a=a.__copy__()
a.tofile(1)'''.split('\n'): x(s)
class S(A):
    def __new__(cls,tc,*r): return A.__new__(cls,tc,*r)
class S2(A):
    def __init__(self,tc,init,extra): self.extra=extra
    def __new__(cls,tc,init,extra): return super().__new__(cls,tc,init)
print(S2('d',[1,2],'e').extra)
a=A('i',range(5))
it=iter(a)
print(next(it)); a.append(99); print(list(it)); a.append(1); print(list(it))
import copy; print(copy.copy(a),copy.deepcopy(a))
