"""A chapter and a page that keep every rule, and one fault at a time: the rule it breaks finds it, and no other complains."""

import base64
from io import BytesIO
from urllib.parse import urlsplit

import nbformat
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from PIL import Image

from svdbook.live import step_jacobi
from tests.book import figures, rules
from tools import chapter, set_up


def kept():
    """Return the chapter that `make chapter` begins, as it is once it was run."""
    notebook = chapter.notebook("tensors")
    for tag, said in (("exercise-stub", "not answered yet"), ("exercise-solution", "right")):
        for key, cell in zip(chapter.KEYS, rules.tagged(notebook, tag), strict=True):
            cell.outputs = [new_output("stream", text=f"tensors.{key}: {said}\n")]
    return numbered(notebook)


def numbered(notebook):
    """Give the code cells of a notebook the numbers of a run from top to bottom."""
    for number, cell in enumerate(rules.code_cells(notebook), start=1):
        cell.execution_count = number
    return notebook


def broken(notebook):
    """Return the names of the rules that a notebook breaks."""
    return {rule.__name__ for rule in rules.OF_A_NOTEBOOK if rule(notebook)}


def test_the_chapter_keeps_every_rule():
    assert broken(kept()) == set()


def written(text):
    """Return a change that adds prose."""
    return lambda notebook: notebook.cells.append(new_markdown_cell(text))


QUIZ = """<!--myst
:::{container} quiz
-->

**Question 1.** How many?

1. three
2. four
3. five

<details><summary>What each answer says</summary>

1. No.
2. **Right.** Four.
3. No.

</details>

<!--myst
:::
-->"""


def test_a_question_breaks_no_rule():
    notebook = kept()
    written(QUIZ)(notebook)
    assert broken(notebook) == set()


TRAP = """<!--myst
:::{trap} The wrong sum
:label: trap-sum
-->

<!--plain-->

**Trap (The wrong sum).**

<!--/plain-->

- People write `2 - 2`.
- It gives 0.
- Right: `2 + 2`.

<!--myst
:::
-->"""


def trapped(text=TRAP, source="2 - 2, 2 + 2", output="(0, 4)"):
    """Return a change that adds a trap, and the cell that shows it."""

    def change(notebook):
        written(text)(notebook)
        run(source)(notebook)
        notebook.cells[-1].metadata["tags"] = ["trap-sum"]
        notebook.cells[-1].outputs = [new_output("stream", text=output)] * bool(output)

    return change


def without(text):
    """Return a change that takes some words out of the prose."""

    def change(notebook):
        assert text in rules.prose(notebook)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = cell.source.replace(text, "")

    return change


def said(text=None, kind="stream", **more):
    """Return a change that adds an output to the first code cell after the set-up."""
    output = new_output(kind, **({"text": text} if text else {}), **more)
    return lambda notebook: rules.code_cells(notebook)[1].outputs.append(output)


def png(width, height):
    """Return a picture of so many pixels, as a notebook stores it."""
    file = BytesIO()
    Image.new("L", (width, height)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def drawn(kind="image/png", alt="a" * 40, stored=(61, 41), shown=(30, 20), source="2 + 2", image=None, **figure):
    """Return a change that adds a picture, described so far as is given."""

    def change(notebook):
        cell = rules.code_cells(notebook)[1]
        cell.source = source
        size = dict(zip(("width", "height"), shown, strict=False))
        cell.outputs.append(new_output("display_data", {kind: png(*stored)}, metadata={kind: size} if size else {}))
        settings = {"alt": alt, "classes": "plot", **(image or {})}
        cell.metadata["mystnb"] = {"image": settings, "figure": {"caption": "c", "name": "n", **figure}}
        chapter.derived.renew_stand_ins(notebook)

    return change


def drawn_before_code(notebook):
    """Draw a picture and run another cell right after it."""
    drawn()(notebook)
    after = notebook.cells.index(rules.code_cells(notebook)[1]) + 1
    notebook.cells.insert(after, new_code_cell("2 + 3"))
    numbered(chapter.derived.renew_stand_ins(notebook))


def of_yesterday(notebook):
    """Add a live figure with another script than it has today."""
    stored = step_jacobi().html().replace("Next rotation", "Turn")
    rules.code_cells(notebook)[1].outputs.append(new_output("display_data", {"text/html": stored}))


def drilled_yesterday(notebook):
    """Add a drill whose problem was another one."""
    run('drill("svd_2x2", seed=1)')(notebook)
    problem = {"text/markdown": "What is the rank?", "text/plain": "drill('svd_2x2', level=1, seed=1)"}
    notebook.cells[-1].outputs = [new_output("execute_result", problem)]


def stale_caption(notebook):
    """Change the caption of a figure, and not what stands in for it."""
    drawn()(notebook)
    rules.code_cells(notebook)[1].metadata["mystnb"]["figure"]["caption"] = "another"


def of_solution(**metadata):
    """Return a change of a solution's metadata."""
    return lambda notebook: rules.tagged(notebook, "exercise-solution")[1].metadata.update(metadata)


def run(*sources):
    """Return a change that adds cells of code."""

    def change(notebook):
        notebook.cells += [new_code_cell(source) for source in sources]
        numbered(notebook)

    return change


def lengthened(*sizes):
    """Return a change that adds cells of so many lines."""
    return run(*("\n".join(["# why"] + ["x = 1"] * size) for size in sizes))


def folded(size):
    """Return a change that adds a folded cell of so many lines."""

    def change(notebook):
        lengthened(size)(notebook)
        notebook.cells[-1].metadata.update(tags=["hide-input"], jupyter={"source_hidden": True})

    return change


def more_exercises(*keys):
    """Return a change that adds exercises, answered as they should be."""

    def change(notebook):
        for number, key in enumerate(keys, start=len(chapter.KEYS) + 1):
            box, stub, solution = chapter.exercise("tensors", number, key)
            stub.outputs = [new_output("stream", text=f"tensors.{key}: not answered yet\n")]
            solution.outputs = [new_output("stream", text=f"tensors.{key}: right\n")]
            notebook.cells += [box, stub, solution]
        numbered(notebook)
        chapter.derived.renew_stand_ins(notebook)

    return change


def box_alone(notebook):
    """Add an exercise with nothing to fill in."""
    notebook.cells.append(chapter.exercise("tensors", 5, "fifth")[0])
    chapter.derived.renew_stand_ins(notebook)


def without_the_last_exercise(notebook):
    """Take an exercise away, which leaves three."""
    notebook.cells[-4:-1] = []


def starred(notebook):
    """Make the last exercise harder than any may be."""
    notebook.cells[-4].source = notebook.cells[-4].source.replace("★", "★★★★")


def stale(notebook):
    """Change the stand-in of a box, and not the box."""
    cell = next(cell for cell in notebook.cells if "**Exercise 2 (" in cell.source)
    cell.source = cell.source.replace("**Exercise 2 (★ The second one).**", "**Exercise 2 (★ The other one).**")


FAULTS = {
    "a run skips a number": (rules.not_run, lambda notebook: rules.code_cells(notebook)[-1].update(execution_count=99)),
    "a run goes back": (rules.not_run, lambda notebook: rules.code_cells(notebook)[-1].update(execution_count=1)),
    "a set-up of another version": (
        rules.stale_set_up,
        lambda notebook: rules.code_cells(notebook)[0].update(source=set_up.source("99.0.0")),
    ),
    "a set-up that is not folded": (
        rules.stale_set_up,
        lambda notebook: rules.code_cells(notebook)[0].metadata.update(mystnb={}),
    ),
    "the set-up said something": (
        rules.stale_set_up,
        lambda notebook: rules.code_cells(notebook)[0].update(outputs=[new_output("stream", text="Collecting")]),
    ),
    **{
        f"a path {path}": (rules.faulty_output, said(f"found {path}"))
        for path in ("/home/me/a.py", "/root/a", "/tmp/x", "/Users/me", "/private/var", "/mnt/c", r"C:\book", r"C:\\book")
    },
    "a traceback": (rules.faulty_output, said(kind="error", ename="ValueError", evalue="no")),
    "words on stderr": (rules.faulty_output, said("a note", name="stderr")),
    "a truth without a number": (rules.bare_truth, said("False\n[np.True_, True]\n")),
    "a warning": (rules.faulty_output, said("x.py:3: RuntimeWarning: overflow")),
    "a picture without a caption": (rules.undescribed_figure, drawn(caption="")),
    "a caption for light pages only": (rules.told_by_shade, drawn(caption="The darker, the lower.")),
    "a picture without a name": (rules.undescribed_figure, drawn(name="")),
    "a picture that is hardly described": (rules.undescribed_figure, drawn(alt="a" * 39)),
    "a drawing that is not described": (rules.undescribed_figure, drawn(kind="image/svg+xml", shown=(), alt="")),
    "a picture of no kind": (figures.unkind_figure, drawn(image={"classes": ""})),
    "a picture of two kinds": (figures.unkind_figure, drawn(image={"classes": "plot photo"})),
    "a picture that is stretched": (figures.unkind_figure, drawn(image={"width": "620px"})),
    "a picture with one pixel for one": (figures.blurred_figure, drawn(shown=(61, 41))),
    "a picture that does not say its size": (figures.blurred_figure, drawn(shown=())),
    "a photograph stored with loss": (figures.blurred_figure, drawn(kind="image/jpeg")),
    "a picture too wide for a phone": (figures.small_lettering, drawn(stored=(1200, 40), shown=(600, 20))),
    "a photograph too small to be seen": (
        figures.thumbnail,
        drawn(source="fig, axes = plt.subplots(2, 2, figsize=(3.2, 3.6))", image={"classes": "photo"}),
    ),
    "small letters": (figures.small_lettering, drawn(source='ax.text(0, 0, "a", fontsize=10.5)')),
    "small numbers": (figures.small_lettering, drawn(source="ax.tick_params(labelsize=8)")),
    "a long cell": (rules.long_cell, lengthened(16)),
    "a long cell that is folded": (rules.long_cell, folded(16)),
    "several cells that are not short": (rules.long_cell, lengthened(11, 11)),
    "most cells are not short": (rules.long_cell, lengthened(*[4] * 20)),
    "many words in few minutes": (rules.hasty, written("word " * 30 * rules.PACE * 2)),
    **{
        f"no {part!r}": (rules.missing_section, without(part))
        for part in (
            "# Tensors",
            "- **You will** ",
            "- **On paper** ",
            "- **You need** ",
            "- **Minutes** ",
            "## Exercises",
            "## What you have seen",
            "## What was left out",
        )
    },
    "a head without its card": (
        rules.missing_section,
        lambda notebook: notebook.cells[0].update(source=rules.for_everyone_else(notebook.cells[0].source)),
    ),
    **{
        f"raw {text!r}": (rules.raw_directive, written(text))
        for text in (
            ":::{tip}\nA tip.\n:::",
            "```{tip}\nA tip.\n```",
            "~~~{tip}\nA tip.\n~~~",
            "see {ref}`there`",
            "(a-label)=\n## Heading",
            "$$\na = b\n$$ (eq-x)",
            "%%%",
            "<!--myst\n```{tip}\n```\n-->",
            "<!--myst (eq-x)--> and this is swallowed",
        )
    },
    "a stand-in that says another thing": (rules.stale_stand_in, stale),
    "no stand-in": (rules.stale_stand_in, written("The <!--myst {term}`energy` --> of a matrix.")),
    "a live figure of yesterday": (rules.stale_live_figure, of_yesterday),
    "a drill of yesterday": (rules.stale_drill, drilled_yesterday),
    "another caption than the figure's": (rules.stale_stand_in, stale_caption),
    "a figure without room for its caption": (rules.uncaptioned_figure, drawn_before_code),
    "a time of execution": (
        rules.odd_metadata,
        lambda notebook: rules.code_cells(notebook)[-1].metadata.update(execution={"iopub.status.busy": "now"}),
    ),
    "another kernel": (rules.odd_metadata, lambda notebook: notebook.metadata.kernelspec.update(name="mine")),
    "a large file": (rules.odd_metadata, said("x" * int(1e6 * rules.MEGABYTES))),
    "a solution that JupyterLab shows": (rules.half_hidden, of_solution(jupyter={"outputs_hidden": True})),
    "a folded cell that JupyterLab shows": (
        rules.half_hidden,
        lambda notebook: rules.code_cells(notebook)[1].metadata.update(tags=["hide-input"]),
    ),
    "a solution that Colab shows": (rules.half_hidden, of_solution(cellView="code")),
    "a solution that the book shows": (rules.odd_exercises, of_solution(tags=["exercise-solution"])),
    "an output that JupyterLab shows": (rules.odd_exercises, of_solution(jupyter={"source_hidden": True})),
    "an exercise of four stars": (rules.odd_exercises, starred),
    "a question of two choices": (rules.odd_question, written(QUIZ.replace("3. five\n", "").replace("3. No.", ""))),
    "a choice without a remark": (rules.odd_question, written(QUIZ.replace("3. No.", ""))),
    "a question without an answer": (rules.odd_question, written(QUIZ.replace("**Right.**", "Right."))),
    "a question with two answers": (rules.odd_question, written(QUIZ.replace("1. No.", "1. **Right.** Or not."))),
    "a question out of turn": (rules.odd_question, written(QUIZ.replace("Question 1", "Question 2"))),
    "a trap alone": (rules.odd_trap, written(TRAP)),
    "a trap that shows nothing": (rules.odd_trap, trapped(output="")),
    "a trap whose mistake is not run": (rules.odd_trap, trapped(source="2 * 0, 2 + 2")),
    "a trap without a repair": (rules.odd_trap, trapped(TRAP.replace("- Right: `2 + 2`.\n", ""))),
    "a trap without a label": (rules.odd_trap, trapped(TRAP.replace(":label: trap-sum\n", ""))),
    "three exercises": (rules.odd_exercises, without_the_last_exercise),
    "an exercise without a cell": (rules.odd_exercises, box_alone),
    "nine exercises": (rules.odd_exercises, more_exercises("fifth", "sixth", "seventh", "eighth", "ninth")),
    "a stub that is answered": (
        rules.odd_exercises,
        lambda notebook: rules.tagged(notebook, "exercise-stub")[1].update(outputs=[]),
    ),
    "a solution that is not right in the end": (
        rules.odd_exercises,
        lambda notebook: rules.tagged(notebook, "exercise-solution")[1].outputs.append(
            new_output("stream", text="tensors.second: not yet.\n")
        ),
    ),
    "a solution under another number": (
        rules.misnumbered_solution,
        lambda notebook: rules.tagged(notebook, "exercise-solution")[1].update(source="# @title Solution of exercise 3"),
    ),
    "a time that is asserted": (rules.asserted_time, run("%time 2\nif took:\n    %time 3\nassert perf_counter() < 3")),
    "a search from anywhere": (rules.unseeded, run("NMF(16).fit(digits)")),
    "numbers that differ each time": (rules.unseeded, run("np.random.default_rng().normal(2)")),
}


@pytest.mark.parametrize(("rule", "fault"), FAULTS.values(), ids=FAULTS)
def test_one_fault_breaks_one_rule(rule, fault):
    notebook = kept()
    fault(notebook)
    nbformat.validate(notebook)
    assert broken(notebook) == {rule.__name__}


def test_every_rule_is_seen_to_fail():
    assert {rule for rule, _ in FAULTS.values()} == set(rules.OF_A_NOTEBOOK)


INNOCENT = {
    "a trap": trapped(),
    "folded cells that are not short": folded(15),
    "lines that only comment": lengthened(*[3] * 9, 10, 15),
    "eight exercises": more_exercises("fifth", "sixth", "seventh", "eighth"),
    "words like a path": said("see /homework/one and a/home/b"),
    "a described picture": drawn(),
    "a photograph": drawn(image={"classes": "photo"}),
    "a drawing": drawn(kind="image/svg+xml", shown=()),
    "large letters": drawn(stored=(1171, 40), shown=(585, 20), source='ax.text(0, 0, "a", fontsize=18)'),
    "a comment within a line": written("A formula $x$ <!--myst (eq-x)--> and more."),
}


@pytest.mark.parametrize("change", INNOCENT.values(), ids=INNOCENT)
def test_what_is_no_fault_breaks_no_rule(change):
    notebook = kept()
    change(notebook)
    assert broken(notebook) == set()


def found(folder, html, head=""):
    """Return what breaks the rules on a page with this in it; another page is beside it, and one outside the book."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    (folder / "outside.html").touch()
    (site / "other page.html").write_text('<p id="there"><a name="old">there</a></p><p id="weyl">Weyl, H. (1912). On</p>')
    Image.new("L", (61, 40)).save(site / "sharp.png")
    (site / "drawn.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"/>')
    page = site / "index.html"
    page.write_text(f'<!DOCTYPE html><html lang="en">{head}<main><p id="here">here</p>{html}</main></html>')
    return rules.page_findings(page, site)


HOST = "http://example.invalid/x"
SIZED = 'alt="a picture" width="9" height="9"'
API = (
    '<div class="api"><dl><dt><a href="#a.b">b</a></dt></dl></div>'
    '<section><dl class="py"><dt class="sig" id="a.b">b</dt></dl></section>'
)
PAGE_FAULTS = {
    **{
        f'<{tag} {"href" if tag in ("a", "link") else "src"}="missing" {SIZED}></{tag}>': "leads nowhere: missing"
        for tag in ("a", "link", "img", "script", "source", "iframe")
    },
    '<a href="../outside.html">out</a>': "leads nowhere: ../outside.html",
    '<a href="other%20page.html#nowhere">there</a>': "no such label: other%20page.html#nowhere",
    '<a href="#nowhere">here</a>': "no such label: #nowhere",
    '<a href="/elsewhere/other%20page.html">there</a>': "leads nowhere: /elsewhere/other%20page.html",
    **{f'<{tag} src="{HOST}" {SIZED}></{tag}>': f"asks another host: {HOST}" for tag in ("img", "script", "source", "iframe")},
    **{
        f'<link rel="{rel}" href="//example.invalid/x">': "asks another host: //example.invalid/x"
        for rel in ("stylesheet", "preload", "icon")
    },
    **{
        f'<img src="other page.html" width="9" height="9" alt="{alt}">': f"alt text {alt!r}: other page.html"
        for alt in ("", "picture", "picture one.png", "picture one.svg", "picture one.jpeg", "0123456789abcdef01")
    },
    **{
        f'<img src="sharp.png" alt="a picture" {size}>': f"{fault}: sharp.png"
        for size, fault in {
            "": "no size",
            'width="30"': "no size",
            'width="100%" height="20"': "no size",
            'width="30" height="20" style="width: 60px"': "no size",
            'width="20" height="20"': "stretched",
            'width="61" height="40"': "blurred",
        }.items()
    },
    '<img src="drawn.svg" width="96" height="40" alt="a picture">': "stretched: drawn.svg",
    '<div class="api"></div><section><dl class="py"><dt class="sig" id="a.b">b</dt></dl></section>': "not in the table: a.b",
    '<dl class="py"><dt class="sig" id="a.B.__new__">b</dt></dl>': "made by Python: a.B.__new__",
    f"{API}<dl class='seealso'><dt><code>b</code></dt></dl>": "no link: b",
    "<p>one half of $x$</p>": "formula as text: one half of $x$",
    r"<p><span class='math'>\(2 \cdot\)</span> height</p>": r"half a formula: 2 \cdot",
    r"<p>width <span class='math'>\(\times h\)</span></p>": r"half a formula: \times h",
    "<pre><span># @title Solution</span></pre>": "Colab's form line: # @title Solution",
    "<summary>Show the <b>solution</b></summary>": "whose is it: Show the solution",
    "<summary>Hint</summary>": "whose is it: Hint",
    "<div class='proof'><p>Proof.</p><p>As above.</p></div>": "no run-in proof: Proof. As above.",
    "<div class='proof'><p>As above.</p></div>": "no run-in proof: As above.",
    **{
        f'<i class="bibtex-citation">{cited.format(link)}</i>': f"{cited.format(text)} leads to: Weyl, H. (1912). On"
        for cited, text in (("Mirsky ({})", "1912"), ("Weyl ({})", "1911"), ("[{}]", "Wey12"))
        for link in [f'<a href="other%20page.html#weyl">{text}</a>']
    },
    **{
        f'<ul class="general-index"><li>{start}thin form, <a href="#here">3</a></li><li>SVD, <em>see thin</em></li></ul>': (
            "no such entry: thin"
        )
        for start in ("", "a ")
    },
    **{
        f'<div class="bd-article"><div class="cell_input"><pre>from svdlib import pca, {svd}</pre></div></div>'.replace(
            "pca", '<a href="#svdlib.pca" id="svdlib.pca" tabindex="-1">pca</a>'
        ): "no link to what this is: svd"
        for svd in ("svd", '<a href="#here" tabindex="-1">svd</a>', '<a href="#svdlib.svd"><i id="svdlib.svd">svd</i></a>')
    },
}


@pytest.mark.parametrize(("html", "finding"), PAGE_FAULTS.items(), ids=PAGE_FAULTS)
def test_one_fault_of_a_page_is_found(html, finding, tmp_path):
    assert found(tmp_path, html) == [finding]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="other%20page.html?v=1#there">there</a>',
        '<a href="other%20page.html#old">there</a>',
        '<a href="#here">here</a><a href="#">top</a>',
        f'<a href="{urlsplit(rules.BASE).path}other%20page.html#there">there</a>',
        '<a href="https://example.invalid">elsewhere</a><a href="mailto:someone@example.invalid">someone</a>',
        f'{API}<dl class="seealso"><dt><a href="#a.b"><code>b</code></a><code>numpy.b.c</code></dt></dl>',
        '<link rel="canonical" href="https://example.invalid/">',
        '<img src="other page.html" width="9" height="9" alt="pictures">',
        '<img src="sharp.png?v=1" width="30" height="20" alt="pictures">',
        '<img src="drawn.svg" width="192" height="96" alt="pictures">',
        "<div class='proof'>\n<p><em>Proof.</em> As above.</p></div><div class='proof admonition'><p>Theorem 1</p></div>",
        "<summary>Show the solution of Exercise 3.7</summary><summary>Hint for Exercise 3.7</summary><summary>More</summary>",
        '<i class="bibtex-citation">Weyl (<a href="other page.html#weyl">1912</a>)</i>',
        '<i class="bibtex-citation">(<a href="other page.html#weyl">Weyl, 1912</a>)</i>',
        '<ul class="general-index"><li>thin form, <a href="#here">3</a></li><li>X, <em>see also thin form</em></li></ul>',
        "<code>$x</code><pre>$x</pre><style>$</style><script>$()</script><!-- $ --><span class='math'>$x$</span>",
    ],
)
def test_what_is_no_fault_of_a_page_is_left_alone(html, tmp_path):
    assert found(tmp_path, html) == []


def font_of(letter):
    """Return a font that has one letter."""
    font, glyphs = FontBuilder(1000), [".notdef", "letter"]
    font.setupGlyphOrder(glyphs)
    font.setupCharacterMap({ord(letter): "letter"})
    font.setupGlyf(dict.fromkeys(glyphs, TTGlyphPen(None).glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (0, 0)))
    font.setupPost()
    font.font.flavor = "woff2"
    return font


def test_an_icon_that_no_font_has_is_found(tmp_path):
    static = tmp_path / "site" / "_static"
    for folder in ("styles", "vendor/fontawesome/webfonts"):
        (static / folder).mkdir(parents=True)
    rules_of_icons = '.fa-moon:before{content:"\\f186"}.fa-sun:before,.fa-sol:before{content:"\\f185"}'
    (static / "styles" / "pydata-sphinx-theme.css").write_text(rules_of_icons)
    font_of("\uf185").save(static / "vendor/fontawesome/webfonts/fa-solid-900.woff2")
    html = "".join(f'<i class="fa-solid fa-lg {name}"></i>' for name in ("fa-sun", "fa-sol", "fa-moon", "fa-star"))
    assert found(tmp_path, html) == ["blank icon: fa-moon", "blank icon: fa-star"]


HEAD = {
    "canonical address": '<link rel="canonical" href="{base}index.html"><meta property="og:url" content="{base}index.html">',
    "one viewport": '<meta name="viewport" content="width=device-width">',
    "description": '<meta name="description" content="A page on a matrix, in two sentences. This is the second.">',
    "picture": '<meta property="og:image" content="{base}other%20page.html">'.replace("%20", " "),
    "title": '<title>A page</title><meta property="og:title" content="A page">',
}


@pytest.mark.parametrize("left_out", [None, *HEAD])
def test_a_head_that_does_not_tell_all_is_found(left_out, tmp_path):
    lines = [line.format(base=rules.BASE) for name, line in HEAD.items() if name != left_out]
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitemap.xml").write_text(f"<loc>{rules.BASE}index.html</loc>")
    head = f"<head><title>A page</title>{''.join(lines)}</head>"
    assert found(tmp_path, "", head) == [f"head without {left_out}"] * bool(left_out)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="viewport" content="width=device-width">',
        f'<link rel="canonical" href="{rules.BASE}elsewhere.html">',
        r'<meta name="description" content="A page on a matrix \(A\), in two sentences. This is the second.">',
        f'<meta name="description" content="{"A long sentence. " * 20}">',
    ],
)
def test_a_head_that_tells_it_twice_or_badly_is_found(head, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitemap.xml").write_text(f"<loc>{rules.BASE}index.html</loc>")
    lines = "".join(line.format(base=rules.BASE) for line in HEAD.values())
    assert len(found(tmp_path, "", f"<head>{lines}{head}</head>")) == 1
