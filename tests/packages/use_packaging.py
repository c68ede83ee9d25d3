"""Versions, requirements, markers, tags."""
from packaging.version import Version, InvalidVersion, parse
from packaging.specifiers import SpecifierSet, InvalidSpecifier
from packaging.requirements import Requirement, InvalidRequirement
from packaging.markers import Marker, default_environment
from packaging.utils import canonicalize_name, canonicalize_version, parse_wheel_filename, parse_sdist_filename
from packaging.tags import Tag, parse_tag
versions = "1.0 1.0.post1 1.0.dev3 1.0a2 1.0rc1 2!0.1 1.10 1.9 1.0+local.1 v1.2 1.0-alpha.1".split()
print([str(v) for v in sorted(map(Version, versions))])
v = Version("1!2.3.4rc5.post6.dev7+abc.8")
print(v, v.epoch, v.release, v.pre, v.post, v.dev, v.local, v.is_prerelease, v.base_version, v.major, v.public, repr(v), hash(v) == hash(Version(str(v))))
s = SpecifierSet(">=1.0,!=1.5.*,<2,~=1.2")
print(s, [x for x in "1.1 1.2 1.5.3 1.9 2.0 1.6a1".split() if x in s], list(s.filter(["1.3", "1.7b1", "3"])), s & SpecifierSet("==1.9"), SpecifierSet("===1.0").contains("1.0"), SpecifierSet(">=1", prereleases=True).contains("2a1"))
r = Requirement('requests[security,socks]>=2.8.1,==2.8.*; python_version < "4" and (os_name == "posix" or extra == "x")')
print(r, r.name, sorted(r.extras), r.specifier, r.marker, r.marker.evaluate({"extra": ""}), Requirement("a @ https://x.org/a.zip").url)
print(Marker("sys_platform == 'linux' and python_version >= '3.8'").evaluate(), Marker("'a' in 'abc'").evaluate() if False else "", default_environment()["os_name"], canonicalize_name("A_b.C--d"), canonicalize_version("1.0.0"))
print(parse_wheel_filename("foo-1.0-1-py3-none-any.whl")[:3], parse_sdist_filename("foo-1.0.tar.gz"), sorted(map(str, parse_tag("py2.py3-none-any"))), str(Tag("py3", "none", "any")))
for kind, bad in ((Version, "x.1"), (SpecifierSet, ">>1"), (Requirement, "a b"), (Requirement, "a[>1"), (Requirement, "a; foo == 1"), (Marker, "python_version"), (parse_wheel_filename, "x.whl")):
    try:
        print(kind(bad))
    except Exception as e:
        print(type(e).__name__, e)
