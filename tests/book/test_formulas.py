"""What the book's formulas become for MathJax: the transposes, and the colours."""

from types import SimpleNamespace

import formulas
import pytest
from docutils import nodes
from docutils.utils import new_document


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        (r"A^\mathsf{T}A", r"A^\hugs{T}A"),
        (r"v_i^{\mathsf{T}}", r"v_i^{\hugs{T}}"),
        (r"A^\mathsf{H}", r"A^\hugs{H}"),
        (r"\mathsf{T}^2", r"\mathsf{T}^2"),
    ],
)
def test_a_transpose_hugs_its_letter(written, set_as):
    assert formulas.hugged(written) == set_as


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        (r"AV = U\Sigma", r"A\class{v}{V} = \class{u}{U}\class{sigma}{\Sigma}"),
        (r"\sigma_iu_i", r"\class{sigma}{\sigma}_{\class{sigma}{i}}\class{u}{u}_{\class{u}{i}}"),
        (r"u_{r+1} v_\ell^2", r"\class{u}{u}_{\class{u}{r+1}} \class{v}{v}_{\class{v}{\ell}}^2"),
        (r"\Sigma_k^{1/2}V", r"\class{sigma}{\Sigma}_{\class{sigma}{k}}^{1/2}\class{v}{V}"),
    ],
)
def test_two_families_have_their_colours(written, set_as):
    assert formulas.coloured(written) == set_as


@pytest.mark.parametrize(
    "tex",
    [
        r"u_i u_j + U",  # one family: nothing to tell apart
        r"\sigma^2 = \operatorname{Var}(x)",
        r"\text{u and v}, \quad \mathbf{v} + \hat u + \bar{V}, \begin{vmatrix}\end{vmatrix}, \mu\nu\underline{x}",
        r"\sum_i \varsigma_i",
    ],
)
def test_other_formulas_stay_black(tex):
    assert formulas.coloured(tex) == tex


def test_only_displayed_formulas_are_coloured():
    document = new_document("page")
    document += [nodes.math("", r"U\Sigma V^\mathsf{T}"), nodes.math_block("", r"U\Sigma V^\mathsf{T}")]
    formulas.SetFormulas(document).apply()
    inline, displayed = (formula.astext() for formula in document)
    assert inline == r"U\Sigma V^\hugs{T}"
    assert displayed == r"\class{u}{U}\class{sigma}{\Sigma} \class{v}{V}^\hugs{T}"


@pytest.mark.parametrize("given", [None, {"tex": {"tags": "none"}}])
def test_mathjax_is_told_besides_what_it_was_told(given):
    config = SimpleNamespace(mathjax3_config=given)
    formulas._configure(None, config)
    told = config.mathjax3_config
    assert told["tex"]["macros"] == formulas.MACROS
    assert told["tex"].get("tags") == ("none" if given else None)


@pytest.mark.parametrize(
    ("tex", "lines"),
    [
        ("Ax = b", 1),
        (r"\begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix}", 3),
        (r"A &= B \\ &= \begin{pmatrix} 1 \\ 2 \end{pmatrix}", 2),
        (r"\sum_i u_i", 2),
    ],
)
def test_a_formula_knows_about_how_many_lines_it_takes(tex, lines):
    assert formulas.lines(tex) == lines
