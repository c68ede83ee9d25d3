class Thing:
    def method(self):
        return self.missing + 1


things = [Thing()]
for thing in things:
    value = thing.method()
