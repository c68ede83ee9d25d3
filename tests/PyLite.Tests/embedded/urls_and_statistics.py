# urllib.parse, html, statistics
import html, statistics as S
from urllib.parse import *
from fractions import Fraction as F
for u in ('http://user:pw@Host.com:8080/a/b;p?q=1&r=2#frag','//h/p','mailto:a@b.c','/rel/path?x','http://[::1]:80/x','HTTP://X','foo:bar','http://h?q','http://h#f','',' http://a b ','http://a/b;c/d;e'):
    s=urlsplit(u); p=urlparse(u); print(s,p,s.hostname,s.port,s.username,s.password,s.geturl(),p.geturl(), urldefrag(u))
B='http://a/b/c/d;p?q'
print([urljoin(B,x) for x in ('g:h','g','./g','g/','/g','//g','?y','g?y','#s','g#s',';x','','.','./','..','../','../g','../..','../../g','../../../g','/./g','/../g','g.','..g','./../g','g/./h','g;x=1/./y','http:g')])
print(quote('a b/é?&'), quote('a b/é', safe=''), quote_plus('a b&c=/'), quote(b'\xff a'), unquote('a%20b%C3%A9%zz%'), unquote_plus('a+b%2B'), unquote('é%20'), unquote_to_bytes('a%ff'), quote('~._-'))
print(urlencode({'a':1,'b':'x y','c':'é'}), urlencode([('a',[1,2])],doseq=True), urlencode({'a':b'\xff'}), urlencode({'a b':'c d'}, quote_via=quote), parse_qs('a=1&a=2&b=&c'), parse_qsl('a=1&b=%20x+y&c=', keep_blank_values=True), parse_qs('a=1;b=2', separator=';'))
print(urlsplit(b'http://h/p?q'), urljoin(b'http://a/b',b'c'), urlunsplit(('http','h','p','q','f')), urlunparse(('','','p','pa','q','')))
for f in (lambda: urlsplit('http://[::1'), lambda: urlsplit('http://h:99999').port, lambda: urlsplit('http://h:x').port, lambda: urlencode('abc'), lambda: urljoin('a',b'b'), lambda: parse_qsl('a',strict_parsing=True), lambda: quote(b'a',encoding='x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(html.escape('<a href="x">\'&</a>'), html.escape('"',quote=False), html.unescape('&lt;&gt;&amp;&quot;&#39;&#x27;&copy;&copy &notit; &eacute;&euro;&hellip;&nbsp;&#128;&#0;&bogus; &amp &ampx; a&b &alpha;&Omega; &#xD800; &'))
for d in ([1,2,3,4],[1.5,2.5,4],[F(1,3),F(1,2)],[1,2,2,3,3],[0.1]*7,[3],[True,2,4],[1e300,1e300,2],[1,F(1,2)],[-1,1.0]):
    for n in ('mean','fmean','median','median_low','median_high','median_grouped','mode','multimode','pvariance','pstdev','variance','stdev','harmonic_mean','geometric_mean','quantiles'):
        try: print(n, repr(getattr(S,n)(d)))
        except Exception as e: print(n, type(e).__name__, e)
print(S.quantiles(range(10),n=10), S.quantiles([1,5,2],n=5,method='inclusive'), S.correlation([1,2,3],[1,5,7]), S.covariance([1,2,3],[1,5,7]), S.linear_regression([1,2,3],[2,4.5,6]), S.linear_regression([1,2],[2,4],proportional=True), S.fmean([1,2],[3,1]), S.harmonic_mean([40,60],weights=[5,30]), S.mean([float('inf'),1]), S.median('abc'[:1]))
for f in (lambda: S.mean([]), lambda: S.median([]), lambda: S.mode([]), lambda: S.stdev([1]), lambda: S.mean(['a']), lambda: S.quantiles([1])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
N=S.NormalDist(100,15); print(N, N.pdf(110), round(N.cdf(120),12), N.zscore(130), N+5, N*2, -N, N+N, round(N.overlap(S.NormalDist(110,10)),12), N==S.NormalDist(100,15), [round(x,9) for x in N.quantiles()], round(N.inv_cdf(.975),9), S.NormalDist.from_samples([1,2,3,5]), N.mean, N.variance)
