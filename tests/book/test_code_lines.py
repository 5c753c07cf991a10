"""Code as the book writes it: by lines that know their indentation, and where they may break."""

import re

import code_lines
from pygments import highlight
from pygments.lexers import PythonLexer


def written(code):
    """Return a piece of code as HTML."""
    return highlight(code, PythonLexer(), code_lines.LinesFormatter())


def test_each_line_knows_how_far_it_is_indented():
    html = written("def f(x):\n    if x:\n        return 1\n\n    return 0\n")
    lines = re.findall(r'<span class="line"(?: style="--indent: (\d+)ch")?>', html)
    assert lines == ["", "4", "8", "", "4"]


def test_what_is_copied_is_the_code():
    code = 'def f(x):\n    return {"a": np.linalg.norm(np.outer(x[0], x)) < 1 and x}\n'
    assert re.sub("<[^>]*>", "", written(code)).replace("&lt;", "<").replace("&quot;", '"').strip() == code.strip()


def test_only_long_words_break_and_only_after_a_bracket():
    assert "<wbr>" not in written("np.outer(x, y) + np.outer(y, x) + np.outer(x, y)\n")
    html = written("round(float(np.linalg.norm([[x]]))) if f(x) > 0 else 0\n")
    assert re.findall(r"[^<>]+(?:</span>)?<wbr>", html) == ["(<wbr>", "(<wbr>", "([[<wbr>"]


def test_a_line_wider_than_any_page_is_marked():
    assert 'class="long line"' in written(f'x = "{80 * "a"}"\n')
    assert 'class="long line"' not in written(f'x = "{70 * "a"}"\n')
