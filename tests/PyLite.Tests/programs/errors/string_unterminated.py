print("fine")
x = "abc
