"""What a reader types, and what is to come of it: one list for the judge in Python and for that in the page."""

from fractions import Fraction

from svdbook.drills._exact import exact, sqrt
from svdbook.drills._problem import Answer

ROOT5 = 5**0.5
READABLE = [
    ("5", 5), ("-5", -5), ("+5", 5), ("\N{MINUS SIGN}5", -5), (" 5 ", 5), ("1.5", 1.5), (".5", 0.5), ("5.", 5), ("3/2", 1.5),
    ("2sqrt(5)", 2 * ROOT5), ("2 sqrt 5", 2 * ROOT5), ("2√5", 2 * ROOT5), ("√5/2", ROOT5 / 2), ("10/sqrt(5)", 2 * ROOT5),
    ("2*5^(1/2)", 2 * ROOT5), ("2*5**(1/2)", 2 * ROOT5), ("sqrt20", 2 * ROOT5), ("sqrt(2)sqrt(10)", 2 * ROOT5), ("2^3", 8),
    ("2^-1", 0.5), ("-2^2", -4), ("(-2)^2", 4), ("1 + 2√5", 1 + 2 * ROOT5), ("(1+2)(3-1)", 6), ("2(3)", 6), ("1 - -1", 2),
    ("6/2*3", 9), ("1/2 sqrt(4)", 1), ("4.472135955", 4.472135955), ("1, 2", [1, 2]), ("1, 2; 3, 4", [[1, 2], [3, 4]]),
    ("1; -1/2", [[1], [-0.5]]), ("√(9)", 3), ("((2))", 2), ("0", 0), ("2^0.5", 2**0.5),
    ("(6, 6)", [6, 6]), ("[6, 6]", [6, 6]), ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]), ("[1, 2]; [3, 4]", [[1, 2], [3, 4]]),
    ("((1+2)2, (3))", [6, 3]), ("(1+2), (3)", [3, 3]), ("(1, 2; 3, 4)", [[1, 2], [3, 4]]), ("45°", 45), ("50 %", 0.5),
    ("1/6 [3; 16]", [[0.5], [16 / 6]]), ("2(1, 2)", [2, 4]), ("1/sqrt(2) (1, -1)", [0.5**0.5, -(0.5**0.5)]),
    ("sqrt(2)[[1], [2]]", [[2**0.5], [8**0.5]]),
]  # fmt: skip
UNREADABLE = [
    "", " ", "abc", "(1+", "1)", "1,,2", "1, 2; 3", "sqrt", "sqrt(-1)", "√-1", "1/0", "(-8)^(1/3)", "0^-1", "2^", "*2", "1 2 x",
    "9^999",    "5.5.5.", "$5$", "1e5e", "inf", "nan", "2^^3", "(" * 200, ";", "10^99999",
]  # fmt: skip
VERDICTS = [
    (Answer("x", 2 * sqrt(5)), "2sqrt(5)", "right"),
    (Answer("x", 2 * sqrt(5)), "4.472135955", "right"),
    (Answer("x", 2 * sqrt(5)), "4.47", "nearly"),
    (Answer("x", 2 * sqrt(5)), "4.4", "nearly"),
    (Answer("x", 2 * sqrt(5)), "4", "wrong"),
    (Answer("x", 2 * sqrt(5)), "-2sqrt(5)", "wrong"),
    (Answer("x", Fraction(1, 3)), "0.333", "nearly"),
    (Answer("x", Fraction(1, 3)), "1/3", "right"),
    (Answer("x", Fraction(1, 3)), "33.3 %", "nearly"),
    (Answer("x", 15_000), "14850", "wrong"),
    (Answer("x", 9), "8.98", "nearly"),
    (Answer("x", exact([[Fraction(1, 3), 100]])), "0.333, 100", "nearly"),
    (Answer("x", exact([[1, 100]])), "2, 100", "wrong"),
    (Answer("x", exact([[0, 100]])), "0.5, 100", "wrong"),
    (Answer("x", 0), "0", "right"),
    (Answer("x", 0), "0.1", "wrong"),
    (Answer("x", 3), "3, 4", "number"),
    (Answer("x", 3), "9", "wrong"),
    (Answer("x", 3, ((9, "Take the root."),)), "9", "Take the root."),
    (Answer("x", 3, ((9, "Take the root."),)), "9.0", "Take the root."),
    (Answer("A", exact([[4, 2, 4], [4, 2, 4]])), "4 2 4; 4 2 4", "rows"),
    (Answer("A", exact([[4, 2, 4], [4, 2, 4]])), "four", "rows"),
    (Answer("x", exact([[4], [2]])), "4; 2", "right"),
    (Answer("x", exact([[4], [2]])), "(4, 2)", "right"),
    (Answer("x", exact([[4, 2]])), "4; 2", "right"),
    (Answer("A", exact([[4, 2, 4], [4, 2, 4]])), "4, 2, 4; 4, 2, 4", "right"),
    (Answer("A", exact([[4, 2, 4], [4, 2, 4]])), "4, 2, 4; 4, 2, 5", "wrong"),
    (Answer("A", exact([[4, 2], [1, 3]]), ((exact([[4, 1], [2, 3]]), "Transposed."),)), "4, 1; 2, 3", "Transposed."),
    (
        Answer("kind", "definite", (("indefinite", "Look again."),), ("definite", "semidefinite", "indefinite")),
        "definite",
        "right",
    ),
    (
        Answer("kind", "definite", (("indefinite", "Look again."),), ("definite", "semidefinite", "indefinite")),
        "Indefinite ",
        "Look again.",
    ),
    (
        Answer("kind", "definite", (("indefinite", "Look again."),), ("definite", "semidefinite", "indefinite")),
        "semidefinite",
        "wrong",
    ),
]
