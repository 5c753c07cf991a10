"""The general index: the site's, with page numbers where that names chapters."""

from tools.paper.pages import article, find, page_number


def general_index(site):
    """Return the index of the book."""
    index = article(site, "genindex")
    for letters in find(index, ".//p[.letters]"):
        letters.drop_tree()  # they lead to the headings
    for link in find(index, ".//ul[.general-index]//a"):
        link[:], link.text = [page_number(link.get("href")[1:])], None
    for entry in index.iter("li"):
        if "." in (entry.text or ""):  # a line may end within svdlib.estimators.PrincipalComponents, after a dot
            entry.text = entry.text.replace(".", ".\u200b")
    return index
