r"""What search finds: every chapter, section, theorem, exercise, figure, term, function and work, in one script of data.

Sphinx's own search finds whole pages, shows raw TeX and needs a server for its excerpts. ``_static/search.js`` looks through
this data as the reader types; it is loaded when a reader first searches.
"""

import json
import re
import unicodedata
from pathlib import Path

import mending
import trees

NAMES = "le ge ne approx times cdot sum sqrt pm in infty to mapsto perp int langle rangle lambda Lambda varepsilon varphi"
SIGNS = "≤≥≠≈\N{MULTIPLICATION SIGN}·\N{GREEK CAPITAL LETTER SIGMA}√±∈∞→↦⊥∫⟨⟩λΛεφ"
SYMBOLS = dict(zip(NAMES.split(), SIGNS, strict=True))
SYMBOLS |= dict.fromkeys(("lVert", "rVert", "Vert"), "‖") | dict.fromkeys(("dots", "ldots", "cdots"), "…")
SYMBOLS |= {name: name for name in ("min", "max", "log", "ln", "sin", "cos", "det")} | {"circ": "°"}
RAISED = str.maketrans("0123456789+-n°", "⁰\u00b9²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ°")
LOWERED = str.maketrans("0123456789+-ijkmnpr", "₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₘₙₚᵣ")
SEARCHTOOLS = "searchtools|language_data|searchindex|doctools|sphinx_highlight"  # loaded on every page
LONGEST = 60  # letters of a formula that is read rather than seen
BLOCKS = {"p", "li", "dt", "dd", "td", "th", "div", "section", "figcaption", "h1", "h2", "h3", "h4"}


def setup(app):
    """Have the data written, and Sphinx write none."""
    app.connect("builder-inited", _no_index)
    trees.when_written(app, _write)
    mending.when_built(app, [no_searchtools])
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def no_searchtools(html):
    """Return a page without the scripts of Sphinx's search, its index, its keys, and what marks the words it has found."""
    return re.sub(rf'\s*<script src="[^"]*(?:{SEARCHTOOLS})\.js[^"]*"></script>', "", html)


def _no_index(app):
    app.builder.search = False
    app.config.html_additional_pages.setdefault("search", "search.html")


def _write(app, pages):
    also = synonyms(app.env)
    found = [fact for page in sorted(pages) for fact in facts(page, pages[page], also)]
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / "_static" / "facts.js").write_text(f"searchIn({data});\n", encoding="utf-8")


def synonyms(env):
    """Return the names under which the general index refers to each term, by "see"."""
    entries = [entry for page in env.get_domain("index").entries.values() for entry in page]
    pairs = [value.split("; ") for kind, value, *_ in entries if kind == "see"]
    return {term.casefold(): [name for name, other in pairs if other == term] for _, term in pairs}


def facts(page, tree, also):
    """Return what can be found on a page, each with its label, name, address, the place it is in, its text and its weight."""
    title = text(tree.find(".//h1"))
    for element in tree.iter("section", "div", "figure", "dt"):
        if kind := kind_of(element):
            label, name, place, told, weight = READ[kind](element, title)
            told += f" Also: {', '.join(also[name.casefold()])}." if kind == "term" and name.casefold() in also else ""
            yield [label, name, f"{page}.html" + f"#{element.get('id')}" * (kind != "chapter"), place, told, weight]


def kind_of(element):
    """Return what kind of thing an element is, if it is found by itself."""
    classes = element.get("class", "").split()
    if element.tag == "section" and (heading := _heading(element)) is not None:
        elsewhere = heading.xpath("a[contains(@class, 'internal')]")  # a trap in the gallery: found in its chapter
        return "chapter" if heading.tag == "h1" else None if elsewhere else "section"
    if element.tag == "dt" and element.get("id"):
        return "function" if "sig" in classes else "term"
    if element.tag == "figure" and element.get("id"):
        return "figure"
    of_a_box = {"proof", "exercise", "citation"} & set(classes) if element.get("id") and element.tag == "div" else ()
    return next(("work" if name == "citation" else "box" for name in of_a_box), None)


def _heading(section):
    return next((child for child in section if child.tag in ("h1", "h2", "h3", "h4")), None)


def _of_a_section(section, title):
    heading = _heading(section)
    number = "".join(heading.xpath("span[@class='section-number']//text()")).strip()
    chapter = heading.tag == "h1"
    name = text(heading).removeprefix(number).strip()
    place = "Chapter" * bool(number) if chapter else title
    return number, name, place, text(section, heading), 2.5 if chapter else 1.5


def _of_a_box(box, title):
    heading = box.find("p")
    number = "".join(heading.xpath("span[@class='caption-number']//text()")).strip()
    name = text(heading).removeprefix(number).strip().removeprefix("(").removesuffix(")")
    return number, name, title, text(box, heading), 1 if "exercise" in box.get("class") else 2.5


def _of_a_figure(figure, title):
    caption = figure.find("figcaption")
    number = "".join(caption.xpath(".//span[@class='caption-number']//text()")).strip()
    name, _, rest = text(caption).removeprefix(number).strip().removesuffix(".").partition(". ")
    return number, name, title, " ".join([rest, *figure.xpath(".//img/@alt")]).strip(), 1


def _of_a_term(term, title):
    return "", text(term), title, text(term.getnext()), 3


def _of_a_function(signature, title):
    path, _, name = signature.get("id").rpartition(".")
    kind = signature.getparent().get("class").split()[1]
    told = " ".join(text(part) for part in signature.getnext().findall("p"))
    return "", name, f"{kind} of {path}".capitalize(), told, 2 if "." in path else 3


def _of_a_work(work, title):
    author_and_year, rest = re.split(r"(?<=\d\))\. ", text(work), maxsplit=1)
    return "", author_and_year, title, rest, 1


READ = {
    "chapter": _of_a_section,
    "section": _of_a_section,
    "box": _of_a_box,
    "figure": _of_a_figure,
    "term": _of_a_term,
    "function": _of_a_function,
    "work": _of_a_work,
}


def text(element, *without):
    """Return the text of an element, its formulas readable, without what is found by itself, cells, and some of its parts."""
    return re.sub(r"\s+", " ", "".join(_pieces(element, without))).strip()


def _pieces(element, without):
    classes = element.get("class", "").split()
    if "math" in classes:
        yield plain("".join(element.xpath("text()")))  # without its number
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child not in without and not _left_out(child):
            yield from _pieces(child, without)
        yield child.tail or ""
    yield " " * (element.tag in BLOCKS)


def _left_out(element):
    classes = set(element.get("class", "").split())
    return kind_of(element) or classes & {"headerlink", "eqno", "cell"} or element.tag in ("script", "summary", "dl")


def plain(tex):
    """Return a formula as one would type it in plain text, or an ellipsis for a long one."""
    tex = re.sub(r"\\[()\[\]]|\\(?:begin|end)\{\w+\*?\}", "", tex)
    tex = re.sub(r"\\class\{\w+\}\{([^{}]*)\}", r"\1", tex)
    tex = re.sub(r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", tex)
    tex = re.sub(r"\^\{?\\(?:hugs|mathsf)\{T\}\}?", "ᵀ", tex)
    tex = re.sub(r"\\([A-Za-z]+)", lambda match: _symbol(match[1]), tex)
    tex = re.sub(r"([_^])(?:\{([^{}]*)\}|(.))", lambda match: _index(match[1], match[2] or match[3] or ""), tex)
    tex = re.sub(r"\\[,;:!> ]|[{}\\&]", "", tex)
    return tex if len(tex) <= LONGEST else "…"


def _index(mark, text):
    table = RAISED if mark == "^" else LOWERED
    return text.translate(table) if all(ord(letter) in table for letter in text) else mark + text


def _symbol(name):
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return SYMBOLS.get(name) or unicodedata.lookup(f"GREEK {size} LETTER {name}")
    except KeyError:
        return ""
