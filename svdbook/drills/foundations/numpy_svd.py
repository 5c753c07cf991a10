"""Problems for the chapter on the arrays that NumPy returns."""

import math

from svdbook.drills._exact import exact
from svdbook.drills._problem import Answer, Chapter, Problem, fitting, step
from svdbook.drills._terms import Term, equal, less, name, term, tex, total
from svdbook.drills.foundations._arrays import code, python

chapter = Chapter("numpy_svd")

SIDES = range(2, 15)
CALL = f"${code('np.linalg.svd(A)')}$"
THIN = r"$\texttt{np.linalg.svd}$ with $\texttt{full\_matrices=False}$"
FULL_SIZE = "That is its shape in the full form."
THIN_SIZE = r"That is its shape with $\texttt{full\_matrices=False}$; the default is the full form."
OTHER_SIDE = r"$U$ is for outputs, as many as rows; $V^{\mathsf T}$ is for inputs, as many as columns."
TURNED = "It comes transposed already: its rows are the right singular vectors."
SHOWN = f"${code('Vt')}$"
# whole vectors at right angles, of length 5 in the plane and 3 in space
PLANE = [[(3, 4), (4, -3)], [(4, 3), (3, -4)]]
SPACE = [(1, 2, 2), (2, 1, -2), (2, -2, 1)]


@chapter.kind("Shapes and numbers")
def svd_shapes(rng, level):
    """Return the problem of the shapes in the full form, of those in the thin form, or of those of a stack."""
    m, n = rng.sample(SIDES, 2)
    stack = (rng.randint(2, 9),) if level == 3 else ()
    p, full = min(m, n), level == 1
    U, Vt = (*stack, m, m if full else p), (*stack, n if full else p, n)
    counted = p if full else U[-2] * U[-1] + p + Vt[-2] * Vt[-1]
    return Problem(
        f"The array ${code('A')}$ has the shape ${code(python((*stack, m, n)))}$. You call {CALL if full else THIN}. "
        f"What are the shapes of ${code('U')}$ and ${code('Vt')}$, and how many numbers has "
        + {1: f"${code('s')}$?", 2: "the thin form in all?", 3: "the thin form of each matrix?"}[level],
        answers=(
            _shape_answer("U", U, ((*stack, m, p if full else m), THIN_SIZE if full else FULL_SIZE), (*stack, n, n)),
            _shape_answer("Vt", Vt, ((*stack, p if full else n, n), THIN_SIZE if full else FULL_SIZE), (*stack, m, m)),
            _count_answer(m, n, full),
        ),
        hint="Begin with the smaller one of the two sides: so many singular values there are."
        + (" A stack keeps its first axis in every array." if stack else ""),
        steps=(
            step("There are as many singular values as the smaller side has places.", _smaller(m, n)),
            step(_said(full, stack), _is("U", U), _is("Vt", Vt)),
            *_count_steps(U, p, Vt, full),
        ),
        facts={"shape": (*stack, m, n), "full": full, "counted": counted},
    )


def _smaller(m, n):
    """Return the formula for the number of singular values."""
    return equal(Term(rf"p = \min({m}, {n})", min(m, n)), min(m, n))


def _said(full, stack):
    """Return what a form says of the two shapes."""
    thin = "The thin form keeps one column of the first and one row of the second for each singular value"
    words = "In the full form both are square" if full else thin
    return words + (", and the first axis stays." if stack else ".")


def _is(letter, shape):
    """Return the formula that says what shape an array has."""
    return equal(name(rf"\text{{shape of }}{code(letter)}", exact([shape])), Term(code(python(shape)), exact([shape])))


def _shape_answer(letter, shape, form, side):
    """Return the answer for a shape; the other form is a slip, and so is the shape for the other side."""
    slips = ((exact([form[0]]), form[1]), (exact([side]), OTHER_SIDE), (exact([shape[::-1]]), "Rows come first, then columns."))
    return Answer(f"Shape of ${code(letter)}$", exact([shape]), fitting(exact([shape]), *slips))


def _count_answer(m, n, full):
    """Return the answer for how many numbers there are: the values of the full form, or all of the thin one."""
    p = min(m, n)
    if full:
        return Answer(
            "Numbers", p, ((m * n, "The diagonal alone is returned, without the zeros."), (max(m, n), "The smaller side."))
        )
    slips = (
        (m * p + p * p + p * n, r"Only the diagonal of $\Sigma$ is stored."),
        (m * p + p * n, "The singular values are numbers, too."),
        (m * m + p + n * n, "That is the full form."),
    )
    return Answer("Numbers", m * p + p + p * n, slips)


def _count_steps(U, p, Vt, full):
    """Return the steps that count numbers and, for the thin form, compare them with those of the matrix."""
    if full:
        return (step("Count the numbers.", equal(name(rf"\text{{numbers of }}{code('s')}", p), p)),)
    parts = term(U[-2]) * U[-1] + p + term(Vt[-2]) * Vt[-1]
    return (
        step("Add the numbers of the three arrays.", equal(name(r"\text{numbers}", parts), parts, parts.value)),
        step(
            "Compare with the matrix itself. It holds fewer numbers, so the thin form is no compression.",
            less(term(U[-2]) * Vt[-1], parts.value),
        ),
    )


@chapter.kind("Reading the three arrays")
def read_arrays(rng, level):
    """Return three arrays, of which a vector and its image are asked for, or a layer, or the whole matrix."""
    wide = level == 2 or (level == 3 and rng.random() < 0.5)
    U, Vt = _orthogonal(rng, rng.choice(PLANE)), _orthogonal(rng, SPACE if wide else rng.choice(PLANE))
    s = exact(sorted(rng.sample(range(15, 95, 15) if wide else range(5, 50, 5), 2), reverse=True))
    shown = f"${code('U')} = {tex(U)}$, ${code('s')} = [{tex(s[0])}, {tex(s[1])}]$ and ${code('Vt')} = {tex(Vt)}$"
    asked = {1: _vector_problem, 2: _layer_problem, 3: _whole_problem}[level]
    return asked(f"{CALL} returns {shown}.", (U, s, Vt), U * s @ Vt[:2], rng.randrange(2))


def _orthogonal(rng, vectors):
    """Return the matrix of vectors of one whole length as rows, in any order and with any signs, divided by the length."""
    rows = [[rng.choice((1, -1))] * len(v) for v in vectors]
    return exact(rows) * exact(rng.sample(vectors, len(vectors))) / (5 if len(vectors) == 2 else 3)


def _names(arrays, i):
    """Return a singular value with its two vectors under their names, the right one as a row."""
    U, s, Vt = arrays
    number = i + 1
    right = Term(rf"v_{number}^{{\mathsf T}}", Vt[i : i + 1])
    return name(rf"\sigma_{number}", s[i]), name(f"u_{number}", U[:, i : i + 1]), right


def _rows_and_columns(i, sigma, u, right):
    """Return the step that takes the vectors out of their arrays: all are counted from 0."""
    return step(
        f"Left vectors are columns of ${code('U')}$, right ones are rows of ${code('Vt')}$. Both are counted from 0, so take "
        f"those with the number {i}.",
        *(equal(each, term(each.value)) for each in (sigma, u, right)),
    )


def _vector_problem(given, arrays, A, i):
    """Return the problem of a right singular vector and its image."""
    (U, s, Vt), (sigma, u, right) = arrays, _names(arrays, i)
    vector, image = f"v_{i + 1}", s[i] * U[:, [i]]
    slips = ((s[i] * U[[i]].T, "Left singular vectors are the columns of $U$, and this is a row."), (U[:, [i]], "Stretch it."))
    return Problem(
        f"{given} What is ${vector}$, and what is $A{vector}$? Give each in one row.",
        answers=(
            Answer(f"${vector}$", Vt[[i]], ((Vt[:, [i]].T, f"That is a column of {SHOWN}. {TURNED}"),)),
            Answer(f"$A{vector}$", image.T, tuple((slip.T, remark) for slip, remark in slips)),
        ),
        hint="Which of the arrays has its vectors in rows? And what does the matrix do to a right singular vector?",
        steps=(
            _rows_and_columns(i, sigma, u, right),
            step("Its image is the left vector, stretched.", equal(Term(f"A{vector}", A @ Vt[[i]].T), sigma * u, image)),
        ),
        facts={"arrays": arrays},
    )


def _layer_problem(given, arrays, A, i):
    """Return the problem of one layer of a matrix with two rows and three columns."""
    (U, s, Vt), (sigma, u, right) = arrays, _names(arrays, i)
    text, layer = f"s[{i}] * np.outer(U[:, {i}], Vt[{i}])", s[i] * U[:, [i]] @ Vt[[i]]
    slips = (
        (s[i] * U[:, [i]] @ Vt[:, [i]].T, f"You took a column of {SHOWN}. {TURNED}"),
        (s[i] * U[[i]].T @ Vt[[i]], "You took a row of $U$: left singular vectors are its columns."),
        (U[:, [i]] @ Vt[[i]], "Multiply by the singular value, too."),
    )
    return Problem(
        f"{given} What is ${code(text)}$?",
        answers=(Answer("Layer", layer, slips),),
        hint="An outer product is a column times a row: each entry of the one meets each of the other.",
        steps=(
            _rows_and_columns(i, sigma, u, right),
            step("Stretch the column.", equal(sigma * u, s[i] * U[:, [i]])),
            step("Multiply it by the row.", equal(sigma * u @ right, term(s[i] * U[:, [i]]) @ Vt[[i]], layer)),
        ),
        facts={"arrays": arrays},
    )


def _whole_problem(given, arrays, A, _):
    """Return the problem of the matrix that was decomposed, of two columns or of three."""
    U, s, Vt = arrays
    kept, scaled = Vt[:2], U * s
    text = "U * s @ Vt" if len(Vt) == 2 else "U * s @ Vt[:2]"
    squares = total(term(x) ** 2 for x in s)
    slips = [
        (s[0] * U[:, [0]] @ Vt[[0]], "That is the first layer alone."),
        (U @ kept, "Multiply by the singular values, too."),
    ]
    if len(Vt) == 2:
        slips += [
            (scaled @ Vt.T, f"You transposed {SHOWN}. {TURNED}"),
            (U @ (Vt * s), "The values multiply rows here, not columns."),
        ]
    return Problem(
        f"{given} What is $A$, that is, ${code(text)}$?",
        answers=(Answer("$A$", A, tuple(slips)),),
        hint="First the columns of $U$, each times its singular value. Then the matrix product.",
        steps=(
            step("Multiply each column by its value.", equal(name(code("U * s"), scaled), scaled)),
            step("Multiply by the rows, as many as there are values.", equal(name("A", A), term(scaled) @ kept, A)),
            step(
                "Check: the squared entries of the matrix add up to the sum of the squared singular values.",
                equal(_squared_entries(A), squares.value),
                equal(squares, squares.value),
            ),
        ),
        facts={"arrays": arrays},
    )


def _squared_entries(A):
    """Return the sum of the squared entries, over one denominator."""
    d = math.lcm(*(x.denominator for x in A.flat))
    squares = total(term(abs(d * x)) ** 2 for x in A.flat)
    return squares if d == 1 else squares / d**2
