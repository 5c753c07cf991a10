"""Problems for the chapter on training on what is left."""

import functools
import itertools
from fractions import Fraction

from svdbook.drills._exact import exact
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, name, term, total
from svdbook.drills.compression._counting import for_paper

chapter = Chapter("training")


INPUTS, HIDDEN, OUTPUTS = (16, 25, 36, 49, 64, 81), range(5, 41, 5), (2, 3, 5, 10)


@functools.cache
def _reduced():
    """Return the sizes of networks, and fewer inputs with which the share of parameters is for paper."""
    every = itertools.product(INPUTS, HIDDEN, range(4, 25, 4), OUTPUTS, (2, 4, 6, 8))
    counts = ((sizes, k, sum(a * b for a, b in itertools.pairwise(sizes)) + sum(sizes[1:])) for *sizes, k in every)
    return [(tuple(sizes), k) for sizes, k, before in counts if for_paper(before - (sizes[0] - k) * sizes[1], before)]


@chapter.kind("A network counted")
def network_counted(rng, level):
    """Return a dense network: counted; with its steps, too; with fewer inputs, too."""
    if level == 3:
        return _on_coordinates(*rng.choice(_reduced()))
    sizes = rng.choice(INPUTS), rng.choice(HIDDEN), rng.choice(OUTPUTS)
    pictures, batch = rng.randrange(50, 100), rng.choice((8, 12, 16, 20, 24))
    while pictures % batch == 0:
        pictures -= 1
    return _counted(sizes, pictures, batch) if level == 2 else _counted(sizes)


def _layers(sizes):
    return total(term(a) * b for a, b in itertools.pairwise(sizes))


def _parameters(sizes):
    return int(_layers(sizes).value) + sum(sizes[1:])


def _told(sizes):
    hidden = " and ".join(f"${size}$" for size in sizes[1:-1])
    layers = " in two layers" if len(sizes) > 3 else ""
    return f"A dense network has ${sizes[0]}$ inputs, {hidden} hidden units{layers}, ${sizes[-1]}$ outputs, and biases"


def _counting(sizes):
    weights, biases = _layers(sizes), total(sizes[1:])
    return (
        step("Multiply neighbouring sizes for the weights.", equal(weights, weights.value)),
        step(
            "Add a bias for each hidden unit and each output.",
            equal(biases, biases.value),
            equal(term(weights.value) + biases.value, _parameters(sizes)),
        ),
    )


NO_BIAS = "Each hidden unit and each output has a bias, too."


def _biases_forgotten(sizes):
    """Return the numbers of parameters that come of forgotten biases, each with its remark."""
    weights, hidden = _layers(sizes).value, sum(sizes[1:-1])
    yield weights, NO_BIAS
    yield weights + hidden, "Each output has a bias, too."
    yield weights + sizes[-1], "Each hidden unit has a bias, too."
    yield weights + len(sizes) - 1, "A layer has a bias for each of its units."


def _counted(sizes, pictures=0, batch=0):
    everything = _parameters(sizes)
    asked, answers, steps = _epoch(pictures, batch) if batch else _multiplied(sizes)
    slips = (*_biases_forgotten(sizes), (everything + sizes[0], "Inputs have no bias."))
    return Problem(
        f"{_told(sizes)}. {asked}",
        answers=(Answer("parameters", everything, slips), *answers),
        hint="A layer multiplies by a matrix: one row for each input, one column for each unit. What is added to each unit?",
        steps=(*_counting(sizes), *steps),
        facts={"sizes": sizes, "pictures": pictures, "batch": batch},
    )


def _multiplied(sizes):
    weights = _layers(sizes)
    return (
        "How many parameters does it have, and how many multiplications does one picture take (biases are only added)?",
        (Answer("multiplications", weights.value, ((_parameters(sizes), "A bias is added, not multiplied."),)),),
        (step("Each weight is multiplied once for a picture.", equal(weights, weights.value)),),
    )


def _epoch(pictures, batch):
    whole, last = pictures // batch, pictures % batch
    filled = term(whole) * batch
    return (
        f"It is trained on ${pictures}$ pictures in batches of ${batch}$. How many parameters does it have, "
        "how many steps is an epoch, and how many pictures are in the last batch?",
        (
            Answer("steps", whole + 1, ((whole, "The last, smaller batch is a step, too."),)),
            Answer("last batch", last, ((batch - last, "That many are missing in it."),)),
        ),
        (
            step("Fill as many batches as you can.", equal(filled, filled.value), equal(term(pictures) - filled.value, last)),
            step("The rest is a batch, too.", equal(name(r"\text{steps}", whole + 1), term(whole) + 1, whole + 1)),
        ),
    )


def _on_coordinates(sizes, k):
    few = (k, *sizes[1:])
    before, after = _parameters(sizes), _parameters(few)
    share, first = Fraction(after, before), (Fraction(k, sizes[0]), "Only the first layer becomes smaller.")
    return Problem(
        f"{_told(sizes)}. How many parameters does it have? How many does it have if each picture enters as ${k}$ coordinates, "
        "and which share of the first number is that?",
        answers=(
            Answer("before", before, tuple(_biases_forgotten(sizes))),
            Answer("after", after, tuple(_biases_forgotten(few))),
            Answer("share", share, (first, (1 - share, "That is saved."))),
        ),
        hint="Count weights and biases of each layer. Which of the matrices depends on the number of inputs?",
        steps=(
            *_counting(sizes),
            *_counting(few),
            step("Divide the second number by the first.", equal(name(r"\text{share}", share), term(after) / before, share)),
        ),
        facts={"sizes": sizes, "k": k, "pictures": 0, "batch": 0},
    )


@chapter.kind("The gradient at the scores")
def softmax_gradient(rng, level):
    """Return scores that are logarithms of whole numbers: three, four, or a batch of two."""
    size = {1: 3, 2: 4, 3: 3}[level]
    odds = [rng.choice(_odds(size)) for _ in range(2 if level == 3 else 1)]
    right = [rng.randrange(size) for _ in odds]
    return _of_a_batch(odds, right) if level == 3 else _of_one(odds[0], right[0])


@functools.cache
def _odds(size):
    """Return whole numbers whose sum is a good denominator."""
    return [c for c in itertools.product(range(1, 9), repeat=size) if sum(c) in (5, 6, 8, 9, 10, 12, 15, 16, 20)]


SOFTMAX = (
    r"The probabilities are $e^{z_j}$ over the sum of all of them, and $e^{\ln a}$ is $a$. The gradient compares them "
    "with what would be right: 1 for the right class, 0 for the others."
)
THEOREM = "By the theorem on the gradient of the cross-entropy, subtract from the probabilities what would be right"
ORDER = ("first", "second", "third", "fourth")


def _probabilities(odds):
    return exact([[Fraction(each, sum(odds)) for each in odds]])


def _hit(size, right):
    return exact([[int(j == right) for j in range(size)]])


def _logarithms(odds):
    return ", ".join(map(_logarithm, odds))


def _logarithm(x):
    return "0" if x == 1 else rf"\ln {x}"


def _softmax_step(odds):
    powers = total(name(f"e^{{{_logarithm(each)}}}", each) for each in odds)
    return step(
        "Take the powers, and divide each by their sum.",
        equal(powers, total(odds), sum(odds)),
        equal(name("p", _probabilities(odds)), _probabilities(odds)),
    )


def _gradient_answer(p, hit, right):
    slips = (
        (hit - p, "That points downhill: the gradient points uphill."),
        (p, "At the right class, subtract 1."),
        (-hit / p[0, right], "That is the gradient with respect to $p$."),
    )
    return Answer("gradient", p - hit, slips)


def _of_one(odds, right):
    p, hit = _probabilities(odds), _hit(len(odds), right)
    return Problem(
        f"A network gives a picture the scores $z = ({_logarithms(odds)})$, and the {ORDER[right]} class is right. Find the "
        "probabilities $p$ that it gives the classes, and the gradient of the cross-entropy with respect to the scores, "
        "both as rows.",
        answers=(
            Answer("$p$", p, ((exact([odds]), "Divide by the sum."),)),
            _gradient_answer(p, hit, right),
        ),
        hint=SOFTMAX,
        steps=(
            _softmax_step(odds),
            step(f"{THEOREM}, the row $t$.", equal(name("p", p) - name("t", hit), term(p) - hit, p - hit)),
            step("Check: the entries of the gradient add up to zero.", equal(total((p - hit).flat), 0)),
        ),
        facts={"odds": [odds], "right": [right]},
    )


def _of_a_batch(odds, right):
    rows = [_probabilities(each) - _hit(len(each), hit) for each, hit in zip(odds, right, strict=True)]
    scores = " and ".join(f"$({_logarithms(each)})$" for each in odds)
    return Problem(
        f"A batch has two pictures with the scores {scores}. The {ORDER[right[0]]} class is right for the one, the "
        f"{ORDER[right[1]]} for the other, and the loss is the mean of both cross-entropies. "
        "Find the gradient with respect to the scores of each picture, as two rows.",
        answers=tuple(_half_answer(i, row) for i, row in enumerate(rows)),
        hint=f"{SOFTMAX} What does the mean of two do to it?",
        steps=(*map(_softmax_step, odds), *map(_half_step, odds, right, (1, 2))),
        facts={"odds": odds, "right": right},
    )


def _half_answer(i, row):
    return Answer(f"picture {i + 1}", row / 2, ((row, "The mean of two halves it."), (-row / 2, "That points downhill.")))


def _half_step(odds, right, number):
    p, hit = _probabilities(odds), _hit(len(odds), right)
    return step(
        f"Subtract 1 at the {ORDER[right]} class, the right one, and halve: picture {number}.",
        equal((term(p) - hit) / 2, (p - hit) / 2),
    )
