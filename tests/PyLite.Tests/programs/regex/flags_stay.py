# The flags stay what they are when a program asks the module for a name it has not.
import pickle
import re

flags = re.I | re.S
print(getattr(re, '_no_such_name', None), hasattr(re, '_pytest'))
print(type(re.I) is re.RegexFlag, type(flags) is re.RegexFlag, re.I is re.IGNORECASE, re.RegexFlag.IGNORECASE is re.I)
print(pickle.loads(pickle.dumps(flags)) == flags, pickle.loads(pickle.dumps(re.M)) is re.M, re.I | re.S)
print(re.compile('a', re.I).flags, re.compile('A', re.I).match('a'), re.compile('a', re.I | re.X))
