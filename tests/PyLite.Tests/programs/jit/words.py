# Ints at the edges of one, two and four words, in traces that call one operator for all of them.
import random
random.seed(5)
vals=[0,1,-1,2,63,64,65,127,2**31,2**62,2**63-1,2**63,-2**63,-2**63-1,2**64-1,2**64,2**64+1,2**126,2**127-1,2**127,-2**127,-2**127-1,2**128-1,2**128,2**191,2**255,-2**255]+[random.getrandbits(random.choice([3,20,62,63,64,65,100,126,127,128,130,200]))*random.choice([1,-1]) for _ in range(24)]
h=0
def mix(x):
    global h
    h=(h*1000003 ^ (x & ((1<<80)-1)) ^ (x>>80)) % (2**89-1)
def run():
    for a in vals:
        for b in vals:
            mix(a+b); mix(a-b); mix(a*b); mix(a&b); mix(a|b); mix(a^b)
            mix((a<b)+2*(a==b)+4*(a<=b)+8*(a>b))
            if b: mix(a//b); mix(a%b)
            c=abs(b)%140
            mix(a<<c); mix(a>>c)
            mix(a%(1<<c)); mix(a//(1<<c))
run(); print(h); run(); print(h)

random.seed(7)
print([random.getrandbits(k) for k in (0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 200, 256, 300)])
print(random.getrandbits(100003) % (10 ** 9 + 7), len(random.randbytes(400000)), random.randrange(10 ** 40))
