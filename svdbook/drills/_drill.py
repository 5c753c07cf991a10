"""What a reader calls in a notebook: a problem, its hint, one step after the other, the solution, and a judge."""

from __future__ import annotations

import difflib
import importlib
import secrets
from pathlib import Path

from svdbook.drills._answers import judge
from svdbook.drills._problem import LEVELS, Chapter, Kind
from svdlib import _check

# the modules in the folders beside this one; a test holds them against the book's table of contents
CHAPTERS = {path.stem: path.parent.name for path in sorted(Path(__file__).parent.glob("*/[a-z]*.py"))}
_seen: set[str] = set()  # questions of this session: one without a seed is none of them


class Typeset(str):
    """Markdown that a notebook typesets, and that a terminal prints as it is."""

    def _repr_markdown_(self):
        return str(self)

    def __repr__(self):
        return str(self)


class Drill:
    r"""A problem for paper; a notebook shows its question typeset, and below it the call that brings it back.

    Parameters
    ----------
    kind : Kind
        What kind of problem it is. `drill` finds it by its name.
    level : int
        From 1, easy, to 3.
    seed : int
        Which problem of its kind it is.

    See Also
    --------
    drill : How one is made.

    Examples
    --------
    >>> from svdbook import drill
    >>> drill("svd_2x2", level=2, seed=18)
    drill('svd_2x2', level=2, seed=18)
    """

    def __init__(self, kind: Kind, level: int, seed: int):
        self.kind, self.level, self.seed = kind, level, seed
        self.problem = kind.problem(level, seed)
        self._steps = 0

    def __repr__(self):
        return f"drill({self.kind.name!r}, level={self.level}, seed={self.seed})"

    def __str__(self):
        return self._repr_markdown_()

    def _repr_markdown_(self):
        return f"**{self.kind.title}.** {self.problem.question}\n\n`{self!r}`"

    def hint(self) -> Typeset:
        """Return what to begin with.

        Returns
        -------
        Typeset
            A sentence or two.

        See Also
        --------
        Drill.step : When the hint is not enough.

        Examples
        --------
        >>> from svdbook import drill
        >>> "eigenvalues" in drill("svd_2x2", seed=1).hint()
        True
        """
        return Typeset(self.problem.hint)

    def step(self) -> Typeset:
        """Return the next step of the solution; after the last one, the first again.

        Returns
        -------
        Typeset
            A sentence, and the formulas that belong to it.

        See Also
        --------
        Drill.solution : All steps.

        Examples
        --------
        >>> from svdbook import drill
        >>> problem = drill("svd_2x2", seed=1)
        >>> problem.step()[:16], problem.step()[:9]
        ('1. Multiply out.', '2. Find t')
        """
        number = self._steps % len(self.problem.steps)
        self._steps += 1
        return Typeset(self._shown(number))

    def solution(self) -> Typeset:
        """Return all steps of the solution.

        Returns
        -------
        Typeset
            The steps, numbered.

        See Also
        --------
        Drill.step : One after the other.

        Examples
        --------
        >>> from svdbook import drill
        >>> drill("svd_2x2", seed=1).solution().count("$$") > 10
        True
        """
        return Typeset("\n\n".join(map(self._shown, range(len(self.problem.steps)))))

    def check(self, *answers) -> Typeset:
        r"""Return for each answer what there is to say about it.

        Parameters
        ----------
        *answers : str, number or array_like
            As many as the question asks for, in its order: ``"2 sqrt(5)"``, ``5``, ``[[1, 2], [2, 4]]`` or ``"1, 2; 2, 4"``.

        Returns
        -------
        Typeset
            A line for each answer.

        Raises
        ------
        ValueError
            If there are more or fewer answers than the question asks for.

        See Also
        --------
        Drill.solution : How the answers are found.

        Examples
        --------
        >>> from svdbook import drill
        >>> problem = drill("svd_2x2", level=3, seed=3)
        >>> problem.check("3 sqrt(10)", 3.16, "6, 3; -6, -3")
        $\sigma_1$: Right.
        <BLANKLINE>
        $\sigma_2$: Nearly: give it exactly, as a fraction or with a root.
        <BLANKLINE>
        $A_1$: Right.
        """
        asked = self.problem.answers
        if len(answers) != len(asked):
            labels = ", ".join(answer.label for answer in asked)
            raise ValueError(f"answers must be {len(asked)}, for {labels}; got {len(answers)}")
        lines = (f"{answer.label}: {judge(answer, given)}" for answer, given in zip(asked, answers, strict=True))
        return Typeset("\n\n".join(lines))

    def _shown(self, number):
        step = self.problem.steps[number]
        return "\n\n".join([f"{number + 1}. {step.text}", *(f"$$\n{formula}\n$$" for formula in step.formulas)])


def drill(kind: str, *, level: int = 1, seed: int | None = None) -> Drill:
    r"""Return a problem for paper, with numbers that come out.

    Parameters
    ----------
    kind : str
        One of the names in `drill_kinds`.
    level : int, optional
        From 1, easy, to 3.
    seed : int, optional
        Which problem it is. Without a seed it is one that this session has not seen.

    Returns
    -------
    Drill
        The question. Its methods are ``hint()``, ``step()``, ``solution()`` and ``check(...)``.

    Raises
    ------
    ValueError
        If there is no such kind or level, or `seed` is negative.
    TypeError
        If `level` or `seed` is no whole number.

    See Also
    --------
    drill_kinds : What kinds there are.
    check : For the exercises in code.

    Examples
    --------
    >>> from svdbook import drill
    >>> problem = drill("svd_2x2", seed=1)
    >>> print(problem.hint())
    The squares of the singular values are the eigenvalues of $A^{\mathsf T}A$: find its trace and its determinant.
    """
    chosen, level = _find(kind), _check.as_integer(level, "level", 1, LEVELS[-1])
    new = (
        Drill(chosen, level, secrets.randbelow(10**6))
        if seed is None
        else Drill(chosen, level, _check.as_integer(seed, "seed", 0))
    )
    for _ in range(100 if seed is None else 0):  # a kind may have fewer problems than a patient reader solves
        if new.problem.question not in _seen:
            break
        new = Drill(chosen, level, secrets.randbelow(10**6))
    _seen.add(new.problem.question)
    return new


def drill_kinds(chapter: str | None = None) -> dict[str, str]:
    """Return the names of the kinds of problems, each with its title.

    Parameters
    ----------
    chapter : str, optional
        Only those of a chapter, such as ``"svd"``.

    Returns
    -------
    dict
        Titles by names, in alphabetical order of the chapters.

    Raises
    ------
    ValueError
        If there is no such chapter.

    See Also
    --------
    drill : A problem of a kind.

    Examples
    --------
    >>> from svdbook import drill_kinds
    >>> drill_kinds("svd")["svd_2x2"]
    'The SVD of a 2 × 2 matrix'
    """
    if chapter is not None and chapter not in CHAPTERS:
        raise ValueError(f"chapter must be one of {', '.join(CHAPTERS)}, got {chapter!r}")
    chapters = CHAPTERS if chapter is None else [chapter]
    return {name: kind.title for each in chapters for name, kind in kinds_of(each).items()}


def kinds_of(chapter: str) -> Chapter:
    """Return the kinds of a chapter by their names."""
    return importlib.import_module(f"svdbook.drills.{CHAPTERS[chapter]}.{chapter}").chapter


def _find(name):
    kinds = {key: kind for chapter in CHAPTERS for key, kind in kinds_of(chapter).items()}
    if name in kinds:
        return kinds[name]
    (nearest,) = difflib.get_close_matches(str(name), kinds, n=1, cutoff=0)
    raise ValueError(f"kind must be one of drill_kinds(), such as {nearest!r}, got {name!r}")
