"""What the heads of pages tell, without building a book."""

import heads
import pytest
from docutils import nodes
from docutils.utils import new_document


def page(*paragraphs):
    """Return a page with a heading and paragraphs, each a list of nodes."""
    document = new_document("page")
    document += nodes.section("", nodes.title("", "A heading"), *(nodes.paragraph("", "", *parts) for parts in paragraphs))
    return document


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (
            [[nodes.Text("One sentence. And\nanother one! Then ")], [nodes.Text("a third.")]],
            "One sentence. And another one! a third.",
        ),
        ([[nodes.Text("Of np.linalg.svd. Of "), nodes.math("", "A"), nodes.Text(". Of nothing.")]], "Of np.linalg.svd."),
        ([[nodes.Text("Of "), nodes.math("", "A"), nodes.Text(". Of nothing.")]], "Of nothing."),
        ([[nodes.Text("Here it is:")]], "otherwise"),
        ([[nodes.Text(f"{'Long' * 40}. {'Longer' * 40}. Short.")]], f"{'Long' * 40}."),
    ],
)
def test_a_page_is_described_by_its_first_sentences(paragraphs, told):
    assert heads.description(page(*paragraphs), "otherwise") == told


def test_what_stands_in_a_head_is_escaped():
    assert heads._tag("og:title", 'A "B" & <c>') == '<meta property="og:title" content="A &quot;B&quot; &amp; &lt;c&gt;" />'
