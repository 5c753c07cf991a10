"""Whether code asserts what a clock showed: names are followed from the clock to the assertion."""

import ast

CLOCKS = frozenset({"default_timer", "monotonic", "perf_counter", "perf_counter_ns", "process_time", "repeat", "timeit"})


def asserted_times(code):
    """Return the assertions in which a time takes part, or what was computed from one."""
    tree = _Scopes().visit(ast.parse(code))
    timed, more = set(CLOCKS), set(CLOCKS)
    while more:  # until nothing new depends on a clock
        more = set().union(*(names for names, used in _bindings(tree) if used & timed)) - timed
        timed |= more
    return [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Assert) and _names(node) & timed]


class _Scopes(ast.NodeTransformer):
    """Give what is local to a function a name of its own, so that it is not taken for another of the same name."""

    def visit_FunctionDef(self, function):
        """Put the function's name before each of its local names."""
        self.generic_visit(function)
        stored = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        local = stored | {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in local:
                node.id = f"{function.name}.{node.id}"
        return function


def _bindings(tree):
    """Yield pairs: names that are given a value, and the names that the value is computed from."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield set().union(*map(_bound, targets)), _names(node.value)
        elif isinstance(node, ast.For):
            yield _bound(node.target), _names(node.iter)
        elif isinstance(node, ast.FunctionDef):
            returned = [value.value for value in ast.walk(node) if isinstance(value, ast.Return) and value.value]
            yield {node.name}, set().union(*map(_names, returned))


def _bound(target):
    """Return the names that an assignment to a target changes: of an entry the name of the whole."""
    if isinstance(target, (ast.Subscript, ast.Attribute)):
        return _bound(target.value)
    if isinstance(target, (ast.Tuple, ast.List)):
        return set().union(*map(_bound, target.elts))
    return {target.id} if isinstance(target, ast.Name) else _bound(target.value)


def _names(node):
    """Return the names that occur in a piece of code, those of attributes too."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    }
