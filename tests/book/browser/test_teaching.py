"""The sheets of drills, printed and read back."""

import pypdfium2

from tools.teaching import sheets


def test_a_sheet_is_printed(browser, tmp_path):
    chapter = next(path for path in sheets.with_drills() if path.stem == "svd")
    sheets.printed(browser, chapter, tmp_path, seed=1)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["svd.pdf", "svd_solutions.pdf"]
    asked, solved = (read(tmp_path / f"svd{which}.pdf") for which in ("", "_solutions"))
    assert "The SVD of a 2" in asked
    assert "Multiply out." not in asked
    assert "Multiply out." in solved
    assert "\\" not in asked + solved  # every formula is typeset


def read(file):
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
