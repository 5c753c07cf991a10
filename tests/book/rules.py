"""The rules a chapter keeps. Each takes a notebook, or the folder of the book, and returns what breaks the rule, in words."""

import ast
import copy
import functools
import itertools
import json
import re
import statistics
from urllib.parse import unquote, urldefrag, urlsplit

import traps
import yaml
from bs4 import BeautifulSoup, NavigableString
from fontTools.ttLib import TTFont
from plain_markdown import caption, for_everyone_else, for_the_book

from tests.book import figures
from tests.book.clocks import asserted_times
from tools import address, book, derived, set_up

TRUTH = re.compile(r"[\s\[\](),]*((np\.)?(True_?|False_?|array|dtype=bool)[\s\[\](),]*)+")
MACHINE_PATH = re.compile(r"(?<![\w.])/(home|root|tmp|work|Users|private|mnt|var)/\w|[A-Z]:\\\\?\w")
DIRECTIVE = re.compile(r":::|```\{|~~~\{|\{[\w:.-]+\}`|^\s*\([\w-]+\)=\s*$|\$\$[ \t]*\([\w:-]+\)|%%%", re.MULTILINE)
SECTIONS = (
    r"^# \S",
    r"^- \*\*You will\*\* \S.*\n- \*\*On paper\*\* you \S.*\n- \*\*You need\*\* \S.*\n- \*\*Minutes\*\* \d+\b",
    r"^## Exercises",
    r"^## What you have seen",
    r"^## What was left out",
)
CARD = "<!--myst\n:::{container} goals\n-->\n\n- **You will**"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
MEGABYTES = 2
BASE = f"https://{address.forms(*address.current())[1]}/"
DRAWING = {"KMeans", "MLPClassifier", "NMF", "randomized_svd", "train_test_split"}  # of scikit-learn's and ours


def first_line(cell):
    """Return what a finding calls a cell by."""
    return next((line for line in cell["source"].splitlines() if line.strip()), "(empty)")[:60]


def code_cells(notebook):
    """Return the code cells."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def prose(notebook):
    """Return the Markdown of all cells as plain Jupyter shows it: without comments."""
    return "\n\n".join(for_everyone_else(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def tagged(notebook, tag):
    """Return the cells that carry a tag."""
    return [cell for cell in notebook["cells"] if tag in cell["metadata"].get("tags", [])]


def lines_of_code(cell):
    """Return how many lines a cell has that are neither empty nor a comment."""
    return len(re.findall(r"^\s*[^\s#]", cell["source"], re.MULTILINE))


def output_text(cell):
    """Return all text a code cell has stored, pictures left out."""
    parts = []
    for output in cell["outputs"]:
        parts += [output.get("text", ""), *output.get("traceback", [])]
        parts += [value for kind, value in output.get("data", {}).items() if not kind.startswith("image/")]
    return "\n".join(str(part) for part in parts)


def not_run(notebook):
    """Each code cell has a stored run, and the runs are in order."""
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    return [] if counts == list(range(1, len(counts) + 1)) else [f"cells not run from top to bottom: {counts}"]


def stale_set_up(notebook):
    """The first code cell is the set-up, to the letter: this address and this version, folded, with nothing to say."""
    first = code_cells(notebook)[0]
    found = ["the first code cell is not the set-up of this version"] * (first["source"] != set_up.source(book.version()))
    found += ["the set-up is not folded as in every chapter"] * (first["metadata"] != set_up.METADATA)
    return found + ["the set-up has an output"] * bool(first["outputs"])


def faulty_output(notebook):
    """No output holds a traceback, a warning, anything on stderr, or a path of some machine."""
    found = []
    for cell in code_cells(notebook):
        text = output_text(cell)
        kinds = [(output["output_type"], output.get("name")) for output in cell["outputs"]]
        found += ["traceback: " + first_line(cell)] * any(kind == "error" for kind, _ in kinds)
        found += ["stderr: " + first_line(cell)] * any(name == "stderr" for _, name in kinds)
        found += ["warning: " + first_line(cell)] * bool(re.search(r"Warning\b", text))
        found += ["path of a machine: " + first_line(cell)] * bool(MACHINE_PATH.search(text))
    return found


def bare_truth(notebook):
    """A check shows the numbers, not only that it holds."""
    return [f"nothing but truth: {first_line(cell)}" for cell in code_cells(notebook) if TRUTH.fullmatch(output_text(cell))]


def undescribed_figure(notebook):
    """Each picture has a name, a caption and an alternative text that says what it shows."""
    found = []
    for cell in code_cells(notebook):
        if not any(kind.startswith("image/") for output in cell["outputs"] for kind in output.get("data", {})):
            continue
        settings = cell["metadata"].get("mystnb", {})
        figure = settings.get("figure", {})
        found += [f"no {part}: {first_line(cell)}" for part in ("caption", "name") if not figure.get(part)]
        found += [f"no alt text: {first_line(cell)}"] * (len(settings.get("image", {}).get("alt", "")) < 40)
    return found


def told_by_shade(notebook):
    """No caption of a plot tells its parts by light and dark, which change places on a dark page."""
    found = []
    for cell in code_cells(notebook):
        settings = cell["metadata"].get("mystnb", {})
        if settings.get("image", {}).get("classes") == "plot":
            shades = re.findall(r"\b(?:dark|darker|light|lighter|black|white|pale)\b", settings["figure"]["caption"])
            found += [f"a caption tells by {shade}: {first_line(cell)}" for shade in shades]
    return found


def long_cell(notebook):
    """Cells are short: of those in sight the median at most 3 lines of code, nine in ten at most 10; none over 15."""
    cells, folded = code_cells(notebook), tagged(notebook, "hide-input")
    sizes = sorted(lines_of_code(cell) for cell in cells if cell not in folded)
    figures = {
        "median": (statistics.median(sizes), 3),
        "nine in ten": (sizes[int(0.9 * len(sizes))], 10),
        "longest": (max(map(lines_of_code, cells)), 15),
    }
    return [f"{name} {size} lines of code, at most {limit}" for name, (size, limit) in figures.items() if size > limit]


def missing_section(notebook):
    """A chapter opens and closes as every chapter does; what it gives and takes stands in a card."""
    text = prose(notebook)
    found = [f"no part matches {pattern!r}" for pattern in SECTIONS if not re.search(pattern, text, re.MULTILINE)]
    return found + ["no card, :::{container} goals"] * (CARD not in notebook["cells"][0]["source"])


PACE = 50  # words a minute, a formula in a line taken for one: newcomers needed as long for nine chapters, pencil in hand
PRACTICE = re.compile(r"^## (?:Drills|Questions|Exercises)\b.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def reading_time(notebook):
    """Return the minutes that a newcomer reads, drills, questions and exercises left out."""
    text = re.sub(r"\$\$.*?\$\$", "", PRACTICE.sub("", prose(notebook)), flags=re.DOTALL)
    return len(re.sub(r"\$[^$]+\$", "x", text).split()) / PACE


def hasty(notebook):
    """The minutes that a chapter asks for are enough for a newcomer, within a tenth."""
    stated = re.search(r"\*\*Minutes\*\* (\d+)\b(?! for the questions)", prose(notebook))
    needed = reading_time(notebook)
    return [f"{stated[1]} minutes are stated, {needed:.0f} needed"] if stated and int(stated[1]) < 0.9 * needed else []


def raw_directive(notebook):
    """Plain Jupyter shows no directive, and no comment swallows the prose of its line or spoils the formulas of its cell.

    JupyterLab takes a fence of backticks for code even in a comment, and then Markdown eats backslashes in formulas.
    """
    found = [f"raw directive: {match.group().strip()!r}" for match in DIRECTIVE.finditer(prose(notebook))]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            fenced = any("\n```" in comment for comment in re.findall(r"<!--.*?-->", cell["source"], re.DOTALL))
            found += [f"fence of backticks in a comment, use colons: {first_line(cell)}"] * fenced
            lines = re.findall(r"^\s{0,3}(<!--.*?-->.*)$", cell["source"], re.MULTILINE)
            found += [
                f"prose after a comment that opens its line: {line[:60]}" for line in lines if for_everyone_else(line).strip()
            ]
    return found


def stale_stand_in(notebook):
    """What stands in for a numbered box, a term or a caption in plain Jupyter says what that says."""
    renewed = derived.renew_stand_ins(copy.deepcopy(notebook))
    pairs = zip(notebook["cells"], renewed["cells"], strict=True)
    lines = [line for old, new in pairs for line in {*old["source"].splitlines()} ^ {*new["source"].splitlines()}]
    return [f"no such stand-in, `make format` writes it: {line[:60]}" for line in lines]


def stale_live_figure(notebook):
    """A stored live figure has the scripts of today."""
    renewed = derived.renew_live_figures(copy.deepcopy(notebook))
    pairs = zip(notebook["cells"], renewed["cells"], strict=True)
    return [f"an older script, `make format` renews it: {first_line(old)}" for old, new in pairs if old != new]


def stale_drill(notebook):
    """A stored drill is the problem that its seed stands for today."""
    renewed = derived.renew_drills(copy.deepcopy(notebook))
    pairs = zip(notebook["cells"], renewed["cells"], strict=True)
    return [f"an older problem, `make format` renews it: {first_line(old)}" for old, new in pairs if old != new]


def uncaptioned_figure(notebook):
    """Prose follows each figure, for its caption to stand at the head of it where no book is."""
    drawn = [pair for pair in itertools.pairwise(notebook["cells"]) if caption(pair[0])]
    return [f"no prose after: {first_line(cell)}" for cell, after in drawn if after["cell_type"] != "markdown"]


def odd_metadata(notebook):
    """Metadata are the same whoever ran the notebook, and the file is small."""
    found = []
    if notebook["metadata"] != {"kernelspec": KERNEL, "language_info": {"name": "python"}}:
        found.append("metadata not normalised: run it by `make notebooks`")
    found += [
        "times of execution stored: " + first_line(cell) for cell in code_cells(notebook) if "execution" in cell["metadata"]
    ]
    size = len(str(notebook)) / 1e6
    return found + [f"{size:.1f} MB, at most {MEGABYTES}"] * (size > MEGABYTES)


def half_hidden(notebook):
    """What is hidden is hidden in the book, in JupyterLab and in Colab alike."""
    found = []
    for cell in tagged(notebook, "hide-cell"):
        meta = cell["metadata"]
        marks = (
            meta.get("jupyter", {}).get("source_hidden"),
            meta.get("cellView") == "form",
            cell["source"].startswith("# @title"),
        )
        found += [f"not hidden everywhere: {first_line(cell)}"] * (not all(marks))
    folded = [cell for cell in tagged(notebook, "hide-input") if not cell["metadata"].get("jupyter", {}).get("source_hidden")]
    return found + [f"not folded in JupyterLab: {first_line(cell)}" for cell in folded]


def odd_exercises(notebook):
    """Four to eight exercises, of one to three stars; each stub unanswered, each solution hidden and right."""
    stubs, solutions = tagged(notebook, "exercise-stub"), tagged(notebook, "exercise-solution")
    stars = re.findall(r"^:::\{exercise\} (★+) ", "\n".join(c["source"] for c in notebook["cells"]), re.MULTILINE)
    found = [] if 4 <= len(stars) <= 8 else [f"{len(stars)} exercises, 4 to 8 wanted"]
    found += [f"{mark} is more than three stars" for mark in stars if len(mark) > 3]
    found += [f"{len(stubs)} stubs and {len(solutions)} solutions for {len(stars)} exercises"] * (
        not len(stubs) == len(solutions) == len(stars)
    )
    for stub, solution in zip(stubs, solutions, strict=False):
        name = "".join(re.findall(r'check\("([\w.]+)"', stub["source"]))
        found += [f"stub of {name}: {output_text(stub)!r}"] * (output_text(stub).strip() != f"{name}: not answered yet")
        found += [f"solution of {name}: {output_text(solution)!r}"] * (not output_text(solution).endswith(f"{name}: right\n"))
        hidden = solution["metadata"].get("jupyter", {}).get("outputs_hidden") and "hide-cell" in solution["metadata"]["tags"]
        found += [f"solution of {name} in plain sight"] * (not hidden)
    return found


def odd_question(notebook):
    """A question has three choices or more, a remark to each, and exactly one is right."""
    quizzes = [cell["source"] for cell in notebook["cells"] if ":::{container} quiz" in cell["source"]]
    found = [f"no question {number}" for number, quiz in enumerate(quizzes, 1) if f"**Question {number}.** " not in quiz]
    for quiz in quizzes:
        parts = quiz.partition("<details><summary>What each answer says</summary>\n")
        choices, remarks = (len(re.findall(r"^\d\. ", part, re.MULTILINE)) for part in parts[::2])
        right = len(re.findall(r"^\d\. \*\*Right\.\*\* ", parts[2], re.MULTILINE))
        if choices < 3 or remarks != choices or right != 1:
            found.append(f"{choices} choices, {remarks} remarks, {right} right: {quiz.splitlines()[4][:60]}")
    return found


def odd_trap(notebook):
    """A trap has a label, three lines, a title of its own, and a cell that runs the wrong line and the right one."""
    return traps.faults(notebook)


def unguided_answer(notebook):
    """In the self-test each wrong answer ends with the half page to read, and each half page is the end of some."""
    quizzes = [cell["source"] for cell in notebook["cells"] if ":::{container} quiz" in cell["source"]]
    remarks = [re.findall(r"^\d\. (?!\*\*Right)(.+)$", quiz.partition("<details>")[2], re.MULTILINE) for quiz in quizzes]
    ends = {remark: re.search(r" Read \[(.+)\]\(#.+\)\.$", remark) for several in remarks for remark in several}
    headings = re.findall(r"^## (.+)$", prose(notebook), re.MULTILINE)
    half_pages = headings[1 : headings.index("Exercises")]
    read = {end[1] for end in ends.values() if end}
    found = [f"no half page to read: {remark[:60]}" for remark, end in ends.items() if not end]
    return found + [f"no answer leads to: {name}" for name in half_pages if name not in read]


def unplaced_drill(notebook, kinds):
    """A chapter has at least one kind of drill, and each has a box, for the book, and a cell, for plain Jupyter."""
    text = "\n".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    boxes = re.findall(r"^:::\{drill\} (\w+)$", text, re.MULTILINE)
    calls = [derived.DRILL.fullmatch(cell["source"]) for cell in tagged(notebook, "remove-cell")]
    cells = [call[1] for call in calls if call]
    found = ["no kind of drill"] * (not kinds)
    found += [f"no box: {kind}" for kind in kinds if kind not in boxes]
    found += [f"no cell: {kind}" for kind in kinds if kind not in cells]
    return found or ["boxes and cells are not those of the chapter"] * (boxes != cells or sorted(boxes) != sorted(kinds))


def misnumbered_solution(notebook):
    """Each solution is titled by the number of its exercise, under which Colab folds it."""
    titles = [first_line(cell) for cell in tagged(notebook, "exercise-solution")]
    wanted = [f"# @title Solution of exercise {number}" for number in range(1, len(titles) + 1)]
    return [f"solution titled {title!r}" for title, want in zip(titles, wanted, strict=True) if title != want]


def plain_python(notebook):
    """Return all code of a notebook as one text, without what only IPython understands."""
    lines = "\n".join(cell["source"] for cell in code_cells(notebook)).splitlines()
    return "\n".join(re.sub(r"^(\s*)[%!].*", r"\1pass", line) for line in lines)


def asserted_time(notebook):
    """No assertion depends on a clock: a busy machine is slow, and right."""
    return [f"asserts a time: {assertion}" for assertion in asserted_times(plain_python(notebook))]


def unseeded(notebook):
    """What draws random numbers is given a seed: a search from another start ends elsewhere, or warns now and then."""
    calls = [node for node in ast.walk(ast.parse(plain_python(notebook))) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        name, given = ast.unparse(call.func).rpartition(".")[2], {keyword.arg for keyword in call.keywords}
        draws = (name == "default_rng" and not call.args) or (name in DRAWING and not given & {"random_state", None})
        found += [f"without a seed: {ast.unparse(call)[:60]}"] * draws
    return found


OF_A_NOTEBOOK = (
    not_run,
    stale_set_up,
    faulty_output,
    bare_truth,
    undescribed_figure,
    told_by_shade,
    figures.unkind_figure,
    figures.blurred_figure,
    figures.small_lettering,
    figures.thumbnail,
    long_cell,
    missing_section,
    hasty,
    raw_directive,
    stale_stand_in,
    stale_live_figure,
    stale_drill,
    uncaptioned_figure,
    odd_metadata,
    half_hidden,
    odd_exercises,
    odd_question,
    odd_trap,
    misnumbered_solution,
    asserted_time,
    unseeded,
)


def toc_mismatch(root):
    """The table of contents lists every page, and only pages that exist."""
    toc = yaml.safe_load((root / "_toc.yml").read_text())
    listed = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    present = {book.name(page, root) for page in book.pages(root)}
    found = [f"not in the table of contents: {name}" for name in sorted(present - set(listed))]
    found += [f"in the table of contents, but no page: {name}" for name in sorted(set(listed) - present)]
    return found + [f"listed twice: {name}" for name in sorted(set(listed)) if listed.count(name) > 1]


def unlisted_chapter(root):
    """The front page names every chapter, in the order of the table of contents."""
    front = (root / "book" / "index.md").read_text(encoding="utf-8").rpartition("## The chapters\n")[2]
    named = list(dict.fromkeys(re.findall(r"\]\((\w+/\w+)\.ipynb\)", front)))
    chapters = [book.name(chapter, root).removeprefix("book/") for chapter in book.chapters(root)]
    found = [f"not on the front page: {name}" for name in chapters if name not in named]
    return found or ["the front page has another order of chapters"] * (named != chapters)


def unshown_chapter(page, names):
    """The built front page shows each chapter on a card with a picture, and on the map."""
    tree, found = parse(page), []
    for name in names:
        card = tree.select_one(f".cards li:has(a[href$='{name}.html'])")
        found += [f"no card: {name}"] * (not card) + [f"no picture: {name}"] * bool(card and not card.img)
        found += [f"not on the map: {name}"] * (not tree.select(f".chapter-map a[href$='{name}.html']"))
    return found


def uncited_work(root):
    """The pages cite every work of the bibliography, which is what the list of references prints, and no other."""
    works = re.findall(r"^@\w+\{(\w+),", (root / "book" / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    prose = "\n".join(page.read_text(encoding="utf-8") for page in book.pages(root))
    cited = {key for keys in re.findall(r"\{cite:\w+\}`([\w,]+)`", prose) for key in keys.split(",")}
    found = [f"nowhere cited: {work}" for work in works if work not in cited]
    return found + [f"not in the bibliography: {key}" for key in sorted(cited - set(works))]


def unknown_source(docstring, root):
    """What a docstring's References quote, a title or in italics a book or journal, the bibliography has in the same words."""
    text = (root / "book" / "references.bib").read_text(encoding="utf-8")
    fields = re.findall(r"^ *(?:title|journal|booktitle) *= \{(.*)\},?$", text, re.MULTILINE)
    known = [re.sub(r"[{}]", "", field).casefold() for field in fields]
    references = " ".join(docstring.partition("References\n----------\n")[2].partition("\n\n")[0].split())
    names = [title for title in re.findall(r'"([^"]+)"', references) if " " in title]  # and no names of photographs
    names += re.findall(r"(?<!\*)\*([^*]+)\*", references)
    return [f"not in the bibliography: {name}" for name in names if not any(k.startswith(name.casefold()) for k in known)]


NAMES_A_CHAPTER = re.compile(
    r"(the )?(next|last|next two|one after|two after)( chapters?)?|the chapter on .+|start reading", re.DOTALL
)


def vague_link(root):
    """A link that names a fact of another page leads to that fact; only one that names the page may lead to its top."""
    titles = {page.resolve(): words(book.title(page)) for page in book.pages(root)}
    found = []
    for page in titles:
        text = for_the_book(book.markdown(page))
        for name, target in re.findall(r"\[([^\]]+)\]\(([^()#]+\.(?:ipynb|md))\)", text):
            title = titles.get((page.parent / target).resolve(), "")
            if f" {words(name)} " not in f" {title} " and not NAMES_A_CHAPTER.fullmatch(words(name)):
                found.append(f"{page.stem}: [{name}] names a fact, and leads to the top of {target}")
    return found


def words(text):
    """Return a text's words in small letters, without marks."""
    return " ".join(re.findall(r"[\w$\\]+", text.casefold()))


def dead_link(page, html):
    """Each link of a built page that stays within the book leads to a file, and to a label that is in it."""
    found = []
    for tag in parse(page).find_all(["a", "img", "script", "link", "source", "iframe"]):
        address = tag.get("href") or tag.get("src") or ""
        target, label = urldefrag(unquote(address))
        if re.match(r"[a-z]+:|//", target) or (not target and not label):
            continue
        file = (from_the_host(target, html) or page.parent / target.split("?")[0]).resolve() if target else page
        if not file.exists() or html.resolve() not in [file, *file.parents]:
            found.append(f"leads nowhere: {address}")
        elif label and file.suffix == ".html" and tag.name == "a" and label not in ids(file):
            found.append(f"no such label: {address}")
    return found


def from_the_host(target, html):
    """Return the file that an address without a host stands for, as on the page for what is not found; None for others."""
    return html / target.split("?")[0].removeprefix(urlsplit(BASE).path) if target.startswith("/") else None


def foreign_request(page):
    """No built page asks another host for a script, a style, a font or a picture."""
    tags = parse(page).find_all(["script", "img", "iframe", "source", "link"])
    loaded = [tag for tag in tags if tag.name != "link" or {"stylesheet", "preload", "icon"} & set(tag.get("rel", []))]
    addresses = [tag.get("src") or tag.get("href") or "" for tag in loaded]
    return [f"asks another host: {address}" for address in addresses if re.match(r"https?:|//", address)]


def undescribed_image(page):
    """Each picture on a built page has an alternative text that says what it shows, not its file's name."""
    found = []
    for image in parse(page).select("main img, article img"):
        alt = image.get("alt") or ""
        if len(alt) < 8 or re.search(r"\.(png|svg|jpe?g)$|^[0-9a-f]{16,}", alt):
            found.append(f"alt text {alt!r}: {image.get('src')}")
    return found


def poor_head(page, html):
    """The head of a page that was written says where it is, what it is about, and with what picture links to it are shown."""
    head, place = parse(page).head, f"{BASE}{page.relative_to(html).as_posix()}"
    sitemap = html / "sitemap.xml"
    if not head or not sitemap.exists() or f"<loc>{place}</loc>" not in sitemap.read_text(encoding="utf-8"):
        return []
    told = {tag.get("name") or tag.get("property"): tag["content"] for tag in head.find_all("meta", content=True)}
    wanted = {
        "canonical address": [tag["href"] for tag in head.find_all("link", rel="canonical")] == [place] == [told.get("og:url")],
        "one viewport": len(head.find_all("meta", attrs={"name": "viewport"})) == 1,
        "description": 20 < len(text := told.get("description", "")) <= 200 and "\\(" not in text,
        "picture": (html / told.get("og:image", "").removeprefix(BASE)).is_file(),
        "title": told.get("og:title", "?") in head.title.text,
    }
    return [f"head without {name}" for name, kept in wanted.items() if not kept]


def blank_icon(page, html):
    """Each icon of a built page is a letter that one of the fonts has, small as they have been made."""
    names = {name for tag in parse(page).select("i[class*=fa-]") for name in tag["class"] if name.startswith("fa-")}
    return [f"blank icon: {name}" for name in sorted(names - OF_ALL_ICONS) if name not in icons(html)]


OF_ALL_ICONS = {"fa-solid", "fa-regular", "fa-brands", "fa-lg"}


@functools.cache
def icons(html):
    """Return the classes for which the theme's style sheet has a letter, and one of the fonts that letter."""
    fonts = map(TTFont, (html / "_static/vendor/fontawesome/webfonts").glob("*.woff2"))
    letters = {f"{code:x}" for font in fonts for code in font.getBestCmap()}
    style = (html / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf-8")
    rules = re.findall(r'((?:\.fa-[\w-]+:before,?)+)\{content:"\\([0-9a-f]+)"\}', style)
    return {name for names, letter in rules if letter in letters for name in re.findall(r"fa-[\w-]+", names)}


def loose_picture(page):
    """Each picture on a built page says its size, true to its file."""
    return figures.loose_picture(page, parse(page))


def raw_formula(page):
    """No dollar sign stands in the text of a built page: it would be a formula that was not taken for one."""
    texts = [text for text in parse(page).find_all(string=re.compile(r"\$")) if type(text) is NavigableString]
    hidden = "script, style, code, pre, .math"
    return [
        f"formula as text: {text.strip()[:60]}"
        for text in texts
        if not any(p.css.match(hidden) for p in text.parents if p.name != "[document]")
    ]


def half_a_formula(page):
    """A formula in a line neither ends at an operator nor begins with a product's: a word that it multiplies is in it."""
    half = re.compile(r"(?:(?<!\^)[+=<>-]|\\(?:cdot|times|approx|le|ge|ne|in))\s*$|^\s*\\(?:cdot|times)\b")
    formulas = [formula.get_text().strip()[2:-2] for formula in parse(page).select("span.math")]
    return [f"half a formula: {tex}" for tex in formulas if half.search(tex)]


def mismatched_citation(page):
    """A citation names its work by the author and year that the entry begins with: "Stewart (1993)"."""
    found = []
    for link in parse(page).select(".bibtex-citation a"):
        file, label = urldefrag(unquote(link["href"]))
        entry = parse(page.parent / file).find(id=label).get_text().strip()
        author, year = entry.split(",")[0], link.get_text()[-4:]
        cited = link.find_parent(class_="bibtex-citation").get_text()
        found += [f"{cited} leads to: {entry[:40]}"] * (author not in cited or f"({year})" not in entry)
    return found


def form_line(page):
    """No built page prints the line by which Colab folds a cell."""
    return [f"Colab's form line: {text.strip()[:60]}" for text in parse(page).find_all(string=re.compile("@title"))]


def nameless_fold(page):
    """What hides a hint or a solution says whose it is."""
    summaries = [summary.get_text(" ", strip=True) for summary in parse(page).find_all("summary")]
    nameless = re.compile(r"\b(hint|solution)\b(?! (of|for) (Exercise [\d.]+|“))", re.IGNORECASE)
    return [f"whose is it: {text}" for text in summaries if nameless.search(re.sub(r"“.*”", "“", text))]


def lost_in_the_index(page):
    """What the general index refers to by "see" is an entry of it, with a place to go."""
    items = [" ".join(item.get_text().split()) for item in parse(page).select(".general-index > li")]
    found = []
    for see in parse(page).select(".general-index em"):
        entry = re.sub("see (also )?", "", see.get_text())
        found += [f"no such entry: {entry}"] * (not any(item.startswith(f"{entry}, ") for item in items))
    return found


def proof_apart(page):
    """A proof begins in the line of its first word, as in print, and not under it."""
    proofs = parse(page).select("div.proof:not(.admonition)")
    found = [proof for proof in proofs if not proof.get_text().lstrip().startswith("Proof. ")]
    return [f"no run-in proof: {proof.get_text(' ', strip=True)[:60]}" for proof in found]


def unlinked_name(page):
    """What a cell imports from svdlib or svdbook is a link to its description, and no stop of the Tab key."""
    found = []
    for cell in parse(page).select(".bd-article .cell_input pre"):
        links = {link.get_text() for link in cell.select("a[href*='#svd'][tabindex='-1']")}
        for names in re.findall(r"^ *from svd(?:lib|book) import ([\w, ]+)", cell.get_text(), re.MULTILINE):
            found += [f"no link to what this is: {name}" for name in re.findall(r"\w+", names) if name not in links]
    return found


def unlisted_function(page):
    """A page of functions lists each in its table, shows none that only Python knows, and links those it refers to."""
    tree, table = parse(page), parse(page).select_one(".api")
    listed = {link["href"] for link in table.select("dt a")} if table else set()
    shown = [entry["id"] for entry in tree.select("section > dl.py > dt.sig[id]")] if table else []
    found = [f"not in the table: {name}" for name in shown if f"#{name}" not in listed]
    found += [f"made by Python: {entry['id']}" for entry in tree.select("dt.sig[id*=__]")]
    dead = [name.text for name in tree.select(".seealso dt code") if not name.find_parent("a")]
    return found + [f"no link: {name}" for name in dead if any(entry.endswith(f".{name}") for entry in shown)]


OF_A_PAGE = (
    unlisted_function,
    foreign_request,
    undescribed_image,
    loose_picture,
    raw_formula,
    half_a_formula,
    mismatched_citation,
    form_line,
    nameless_fold,
    lost_in_the_index,
    proof_apart,
    unlinked_name,
)


def faulty_search(html):
    """What search finds is there, found once, and reads as plain text: no TeX, no two words in one."""
    found = json.loads((html / "_static" / "facts.js").read_text(encoding="utf-8")[len("searchIn(") : -len(");\n")])
    places = [place for _, _, place, *_ in found]
    said = [f"found twice: {place}" for place in sorted(set(places)) if places.count(place) > 1]
    for _, name, place, _, text, _ in found:
        file, label = urldefrag(place)
        there = (html / file).exists() and (not label or label in ids(html / file))
        said += [f"leads nowhere: {place}"] * (not there)
        said += [f"TeX: {raw}" for raw in re.findall(r"\\[(A-Za-z]+|[_^]\{", f"{name} {text}")]
        said += [f"two words in one: {word}" for word in re.findall(r"\b[a-z]{4,}[.?!:](?!Vt\b)[A-Z][a-z]+", text)]
    return said


def unlisted_trap(html):
    """The gallery leads to every trap of the built chapters."""
    led_to = [link["href"] for link in parse(html / "book/appendix/mistakes.html").select("section h3 > a[href]")]
    chapters = [page for page in html.glob("book/*/*.html") if page.parent.name != "appendix"]
    boxes = {page: re.findall(r'"proof trap admonition" id="(.*?)"', page.read_text(encoding="utf-8")) for page in chapters}
    places = [f"../{page.parent.name}/{page.name}#{label}" for page in chapters for label in boxes[page]]
    return [f"not in the gallery: {place}" for place in places if place not in led_to]


def page_findings(page, html):
    """Return what breaks a rule on a built page."""
    of_the_book = [finding for rule in (dead_link, blank_icon, poor_head) for finding in rule(page, html)]
    return of_the_book + [finding for rule in OF_A_PAGE for finding in rule(page)]


_parsed = {}


def parse(page):
    """Return a page as a tree; each is parsed once."""
    if page not in _parsed:
        tree = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        _parsed[page] = (
            tree,
            {tag["id"] for tag in tree.find_all(id=True)} | {tag["name"] for tag in tree.find_all("a", {"name": True})},
        )
    return _parsed[page][0]


def ids(page):
    """Return all labels of a page."""
    parse(page)
    return _parsed[page][1]
