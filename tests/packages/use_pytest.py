"""Runs a small project under pytest, with rewritten assertions."""
import os, re, sys, io, contextlib
import pytest
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "project")
os.chdir(folder)
out = io.StringIO()
with contextlib.redirect_stdout(out):
    code = pytest.main(["-p", "no:cacheprovider", "-q", "-rA", "--tb=short", "-o", "console_output_style=classic", folder])
text = re.sub(r"in \d+\.\d+s", "in TIME", out.getvalue())
text = re.sub(r"0x[0-9a-f]+", "0xADDR", text)
print(text.replace(folder, "."), int(code))
