"""The general index: Sphinx's, with page numbers where that has links."""

from lxml.html import builder as E

from tools.paper.pages import article, find, page_number


def general_index(site):
    """Return the index of the book, a letter after the other."""
    page = article(site, "genindex")
    index = E.SECTION(E.CLASS("index"), E.H1("Index"), id="genindex")
    for heading in page.iter("h2"):
        letter = E.DIV(E.H2(heading.text_content()))
        for row in find(heading.getnext(), "./tr/td/ul"):
            letter.append(entries(row))
        index.append(letter)
    return index


def entries(items):
    """Return a list of entries: each says its name once, then its pages."""
    found = E.UL()
    for item in items.findall("li"):
        links = item.findall("a")
        name = links[0].text_content() if links else (item.text or "").strip()
        places = [E.A(page_number(link.get("href")[1:]), href=link.get("href")) for link in links]
        found.append(E.LI(name, *(part for place in places for part in (" ", place)), *map(entries, item.findall("ul"))))
    return found
