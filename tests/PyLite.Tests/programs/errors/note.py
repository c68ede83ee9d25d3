# What CPython prints when this is not caught.
e = ValueError('a'); e.add_note('a note\nsecond')
raise e
