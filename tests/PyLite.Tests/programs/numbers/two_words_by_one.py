# Ints of two words divided by one.
import random
random.seed(5)
def chk():
    r=0
    for i in range(150):
        a=random.randrange(-2**random.choice((60,63,64,65,100,126,127,128,130)),2**random.choice((60,63,64,65,100,126,127,128,130)))
        b=random.choice((2,3,7,10,1000003,10**9+7,2**31,2**32-1,2**32,2**32+1,2**62+3,2**63-1,998244353))
        q,m=a//b,a%b
        assert q*b+m==a and 0<=m<b,(a,b)
        r=(r*31+m+q)%1000000007
    for a in (-2**127,2**127-1,-2**127+1,-2**64,2**64,-2**63,2**63,-2**126):
        for b in (2,3,2**63-1,2**32):
            q,m=a//b,a%b
            assert q*b+m==a and 0<=m<b,(a,b)
            r=(r*31+m+q)%1000000007
    return r
print([chk() for _ in range(2)])
