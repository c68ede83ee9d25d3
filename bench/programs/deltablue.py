"""An incremental solver for one-way constraints (DeltaBlue, after Freeman-Benson, Maloney and Borning): polymorphic calls.

A constraint holds between variables, with a strength. When one is added or removed, only the part of the plan that it
touches is worked out anew: every variable knows which constraint determines it and how strongly ("walkabout strength").
"""
import sys
import time

REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST       # the weakest constraint that could be dropped to change this variable
        self.stays = True

    def forget(self, constraint):
        self.constraints.remove(constraint)
        if self.determined_by is constraint:
            self.determined_by = None


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    # What kinds of constraints differ in.
    def variables(self):
        raise NotImplementedError

    def is_satisfied(self):
        raise NotImplementedError

    def choose_method(self, mark):
        """Decides which variable this constraint shall determine, if any may be."""
        raise NotImplementedError

    def forget_method(self):
        raise NotImplementedError

    def output(self):
        raise NotImplementedError

    def inputs(self):
        raise NotImplementedError

    def recalculate(self):
        """Derives the output's strength, and its value if that is fixed."""
        raise NotImplementedError

    def execute(self):
        raise NotImplementedError

    # What they share.
    def is_input(self):
        return False

    def inputs_known(self, mark):
        for variable in self.inputs():
            if variable.mark != mark and not variable.stays and variable.determined_by is not None:
                return False
        return True

    def add_to(self, planner):
        for variable in self.variables():
            variable.constraints.append(self)
        self.forget_method()
        planner.add(self)

    def destroy(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        for variable in self.variables():
            variable.forget(self)

    def satisfy(self, mark, planner):
        """Enforces this constraint if it can be; returns the weaker one that it displaces."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be satisfied")
            return None
        for variable in self.inputs():
            variable.mark = mark
        output = self.output()
        displaced = output.determined_by
        if displaced is not None:
            displaced.forget_method()
        output.determined_by = self
        if not planner.propagate(self, mark):
            raise RuntimeError("a cycle of constraints")
        output.mark = mark
        return displaced


class UnaryConstraint(Constraint):
    def __init__(self, variable, strength, planner):
        Constraint.__init__(self, strength)
        self.variable = variable
        self.satisfied = False
        self.add_to(planner)

    def variables(self):
        return [self.variable]

    def is_satisfied(self):
        return self.satisfied

    def choose_method(self, mark):
        self.satisfied = self.variable.mark != mark and self.strength < self.variable.strength

    def forget_method(self):
        self.satisfied = False

    def output(self):
        return self.variable

    def inputs(self):
        return []

    def recalculate(self):
        self.variable.strength = self.strength
        self.variable.stays = not self.is_input()
        if self.variable.stays:
            self.execute()


class Stay(UnaryConstraint):
    """The variable keeps its value."""

    def execute(self):
        pass


class Edit(UnaryConstraint):
    """The variable is set from outside."""

    def is_input(self):
        return True

    def execute(self):
        pass


class BinaryConstraint(Constraint):
    def __init__(self, first, second, strength, planner):
        Constraint.__init__(self, strength)
        self.first = first
        self.second = second
        self.target = None
        self.add_to(planner)

    def variables(self):
        return [self.first, self.second]

    def source(self):
        return self.second if self.target is self.first else self.first

    def is_satisfied(self):
        return self.target is not None

    def choose_method(self, mark):
        first = self.first
        second = self.second
        self.target = None
        if first.mark == mark:
            if second.mark != mark and self.strength < second.strength:
                self.target = second
        elif second.mark == mark:
            if self.strength < first.strength:
                self.target = first
        elif first.strength > second.strength:
            if self.strength < first.strength:
                self.target = first
        elif self.strength < second.strength:
            self.target = second

    def forget_method(self):
        self.target = None

    def output(self):
        return self.target

    def inputs(self):
        return [self.source()]

    def recalculate(self):
        source = self.source()
        target = self.target
        target.strength = max(self.strength, source.strength)
        target.stays = source.stays
        if target.stays:
            self.execute()


class Equal(BinaryConstraint):
    def execute(self):
        self.target.value = self.source().value


class Scale(BinaryConstraint):
    """second = first * factor + offset, in either direction."""

    def __init__(self, first, factor, offset, second, strength, planner):
        self.factor = factor
        self.offset = offset
        BinaryConstraint.__init__(self, first, second, strength, planner)

    def variables(self):
        return [self.first, self.second, self.factor, self.offset]

    def inputs(self):
        return [self.source(), self.factor, self.offset]

    def execute(self):
        if self.target is self.second:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value

    def recalculate(self):
        source = self.source()
        target = self.target
        target.strength = max(self.strength, source.strength)
        target.stays = source.stays and self.factor.stays and self.offset.stays
        if target.stays:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        while constraint is not None:
            constraint = constraint.satisfy(mark, self)

    def remove(self, constraint):
        output = constraint.output()
        constraint.forget_method()
        unsatisfied = self.retract_from(output)
        for strength in range(REQUIRED, WEAKEST):
            for other in unsatisfied:
                if other.strength == strength:
                    self.add(other)

    def retract_from(self, output):
        """Weakens everything downstream of a variable that nothing determines now; returns what may be satisfied instead."""
        output.determined_by = None
        output.strength = WEAKEST
        output.stays = True
        unsatisfied = []
        pending = [output]
        while pending:
            variable = pending.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            for constraint in self.consumers(variable):
                constraint.recalculate()
                pending.append(constraint.output())
        return unsatisfied

    def propagate(self, constraint, mark):
        pending = [constraint]
        while pending:
            current = pending.pop()
            output = current.output()
            if output.mark == mark:
                self.remove(constraint)
                return False
            current.recalculate()
            pending.extend(self.consumers(output))
        return True

    def consumers(self, variable):
        determining = variable.determined_by
        return [c for c in variable.constraints if c is not determining and c.is_satisfied()]

    def plan_from(self, constraints):
        """The constraints to execute, in order, whenever one of these input constraints has a new value."""
        mark = self.new_mark()
        plan = []
        pending = [c for c in constraints if c.is_input() and c.is_satisfied()]
        while pending:
            constraint = pending.pop()
            output = constraint.output()
            if output.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                output.mark = mark
                pending.extend(self.consumers(output))
        return plan


def assign(planner, variable, value):
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.plan_from([edit])
    for _ in range(10):
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.destroy(planner)


def chain(n):
    """Values run along a chain of equalities."""
    planner = Planner()
    variables = [Variable("v%d" % i, 0) for i in range(n + 1)]
    for i in range(n):
        Equal(variables[i], variables[i + 1], REQUIRED, planner)
    first = variables[0]
    last = variables[n]
    Stay(last, STRONG_DEFAULT, planner)
    edit = Edit(first, PREFERRED, planner)
    plan = planner.plan_from([edit])
    total = 0
    for value in range(100):
        first.value = value
        for constraint in plan:
            constraint.execute()
        if last.value != value:
            raise RuntimeError("the chain is broken")
        total += last.value
    edit.destroy(planner)
    return total


def projection(n):
    """Each of n variables is a scaled copy of another; single ones, then the scale and the offset, are changed."""
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    sources = []
    targets = []
    for i in range(n):
        source = Variable("source%d" % i, i)
        target = Variable("target%d" % i, i)
        sources.append(source)
        targets.append(target)
        Stay(source, NORMAL, planner)
        Scale(source, scale, offset, target, REQUIRED, planner)
    assign(planner, sources[0], 17)
    results = [targets[0].value]
    assign(planner, targets[0], 1050)
    results.append(sources[0].value)
    assign(planner, scale, 5)
    results.append(sum([target.value for target in targets[:-1]]))
    assign(planner, offset, 2000)
    results.append(sum([target.value for target in targets[:-1]]))
    for i in range(n - 1):
        if targets[i].value != sources[i].value * 5 + 2000:
            raise RuntimeError("projection %d is wrong" % i)
    return results


def run(size):
    return "chain %d\nprojection %r" % (chain(size), projection(size))


DEFAULT = 50


def main():
    """SIZE ITERATIONS: with more than one iteration, the seconds that each took are written to standard error."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for _ in range(iterations):
        start = time.perf_counter()
        result = run(size)
        if iterations > 1:
            sys.stderr.write("%.6f\n" % (time.perf_counter() - start))
    print(result)


main()
