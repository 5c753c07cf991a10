"""What a reader does on a page: copy code, search, switch to the dark, open the chapter in Colab, take it home."""

import itertools
import json
import re
import statistics

import formulas
import pytest

from tests.book.browser.pages import LISTS, STOPS, line_lengths, visit

CODE = 76  # letters, at most, of a line of a cell (pyproject.toml)


def test_a_line_of_code_stays_one_line_and_is_not_small(browser, book, notebook):
    look = """(node, letters) => {
        const text = getComputedStyle(document.querySelector("article p")), lines = getComputedStyle(node.parentElement);
        node.textContent = "m".repeat(letters);
        return [parseFloat(lines.fontSize) / parseFloat(text.fontSize), node.offsetHeight / parseFloat(lines.lineHeight)];
    }"""
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        size, height = tab.locator(".cell_input:visible .line").first.evaluate(look, CODE)
        assert size > 0.7
        assert height < 1.5


def test_a_wide_figure_has_the_screen_of_a_phone_but_for_a_hair_at_each_side(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}", "dark-390") as (tab, _):
        figures = tab.locator("figure img").evaluate_all("nodes => nodes.map(node => [node.naturalWidth / 2, node.width])")
        assert figures
        assert [shown for own, shown in figures if shown < min(own, 382)] == []
        edges = tab.locator("figure img").evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().right)")
        assert max(edges) <= 386.5


def test_a_list_of_chapters_that_is_cut_off_says_so(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        # in the browser's own words, since Playwright's `:has` looks at every letter of every formula
        scrolls = """() => {
            const list = document.querySelector(".sidebar-primary-items__start > :has(> .bd-links)");
            return [list.scrollHeight > list.clientHeight, getComputedStyle(list).maskImage !== "none"];
        }"""
        assert tab.evaluate(scrolls) == [True, True]


def test_a_proof_shows_how_far_it_goes(browser, book):
    with visit(browser, f"{book}/book/foundations/rank.html") as (tab, _):
        ruled = "nodes => nodes.map(node => getComputedStyle(node).borderLeftWidth)"
        assert set(tab.eval_on_selector_all("div.proof:not(.admonition)", ruled)) == {"1px"}


def test_a_line_has_about_seventy_characters(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        for width in (1280, 1440, 1920):
            tab.set_viewport_size({"width": width, "height": 900})
            assert 65 <= statistics.median(line_lengths(tab)) <= 75


def test_the_colours_of_a_formula_change_no_space(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        width = """async tex => {
            const node = document.querySelector("main").appendChild(await MathJax.tex2chtmlPromise(tex));
            node.style.display = "inline-block";
            return node.getBoundingClientRect().width;
        }"""
        for tex in (r"A = U\Sigma V^\mathsf{T}", r"AV_k", r"Av_i = \sigma_iu_{i+1}", r"u_i^\mathsf{T}v_i/\sigma_i^2"):
            assert tab.evaluate(width, formulas.coloured(tex)) == pytest.approx(tab.evaluate(width, tex))


def test_every_code_cell_has_a_copy_button_and_no_output(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        cells, buttons = tab.locator(".cell_input pre"), tab.locator(".cell_input button.copybtn")
        assert cells.count() == buttons.count() > 0
        assert tab.locator(".cell_output button.copybtn").count() == 0


def test_an_output_hangs_on_its_input_and_does_not_look_like_it(browser, book, notebook):
    looks = """nodes => nodes.map(output => {
        const input = output.parentElement.previousElementSibling;
        const [above, below] = [input, output].map(node => node.getBoundingClientRect());
        const [one, other] = [input, output].map(node => getComputedStyle(node).backgroundColor);
        return [below.top - above.bottom, below.left - above.left, below.width - above.width, one === other];
    })"""
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        outputs = ".cell_input + .cell_output > .output:is(.stream, .text_plain):first-child:not(details *)"
        pairs = tab.eval_on_selector_all(outputs, looks)
        assert pairs
        assert [pair for pair in pairs if max(map(abs, pair[:3])) > 0.5 or pair[3]] == []


def test_few_stops_of_the_tab_key_and_none_is_lost(browser, book):
    focused = """lists => {
        const node = document.activeElement;
        node.dataset.reached = "";
        return node === document.body ? null : Number(!node.closest(lists));
    }"""
    acts = "article :is(a[href]:not(.headerlink, pre a), button:not(.copybtn, :disabled), summary, [tabindex='0']), nav a[href]"
    lost = """nodes => nodes.filter(node => node.checkVisibility({ visibilityProperty: true }) && !("reached" in node.dataset))
        .map(node => node.outerHTML)"""
    with visit(browser, f"{book}/book/foundations/svd.html") as (tab, _):
        stops = iter(lambda: (tab.keyboard.press("Tab"), tab.evaluate(focused, LISTS))[1], None)
        assert sum(itertools.islice(stops, 3 * STOPS)) <= STOPS  # but for those in drills and the like
        assert tab.eval_on_selector_all(acts, lost) == []


def test_the_arrow_keys_lead_from_copy_button_to_copy_button(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        buttons = tab.locator(".copybtn:visible")
        tab.locator(".copybtn[tabindex='0']").focus()
        for number in range(buttons.count()):
            assert buttons.nth(number).evaluate("node => node === document.activeElement && node.tabIndex === 0")
            assert tab.locator(".copybtn[tabindex='0']").count() == 1
            tab.keyboard.press("ArrowDown")
        buttons.nth(2).locator("xpath=..").locator("pre").click()  # a cell that is touched has the stop
        assert buttons.nth(2).get_attribute("tabindex") == "0"


def test_the_copy_button_copies_the_code(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        cell = tab.locator(".cell_input:visible").first
        cell.hover()  # the button shows itself then
        cell.locator("button.copybtn").click()
        assert tab.evaluate("() => navigator.clipboard.readText()").strip() == cell.locator("pre").text_content().strip()


def test_a_finger_finds_the_copy_button_beside_the_code(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}", "dark-390", has_touch=True, is_mobile=True) as (tab, _):
        hidden = """cells => cells.filter(cell => {
            const button = cell.querySelector(".copybtn"), ends = button.getBoundingClientRect();
            const words = [...cell.querySelectorAll(".line > :not(.w, .c1)")]; // spaces may hang beyond the edge
            const under = box => box.right > ends.left && box.top < ends.bottom;
            const covered = words.some(word => [...word.getClientRects()].some(under));
            return covered || getComputedStyle(button).opacity < 0.5;
        }).map(cell => cell.innerText)"""
        assert tab.locator(".cell_input:visible .highlight").evaluate_all(hidden) == []


def test_code_that_wraps_is_copied_as_it_was_written(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}", "dark-390") as (tab, _):
        select = "node => { getSelection().selectAllChildren(node); return getSelection().toString() }"
        cells = tab.locator(".cell_input pre:visible", has=tab.locator(".line + .line")).all()
        assert all(cell.evaluate(select).strip() == cell.text_content().strip() for cell in cells)


def test_a_link_into_a_folded_proof_opens_it(browser, book):
    page = f"{book}/book/compression/images.html"
    with visit(browser, page) as (tab, _):
        target = tab.locator("details.proof:not([open]) [id]").first.element_handle()
        tab.goto(f"{page}#{target.get_attribute('id')}")
        tab.wait_for_function("node => node.checkVisibility() && Math.abs(node.getBoundingClientRect().top) < 500", arg=target)


def test_an_index_is_smaller_than_its_letter(browser, book, notebook):
    scale = """nodes => nodes.map(node => parseFloat(getComputedStyle(node.querySelector("mjx-mn, mjx-mi")).fontSize)
        / parseFloat(getComputedStyle(node).fontSize))"""
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        scales = tab.eval_on_selector_all("article mjx-msub > mjx-script:not(mjx-script *)", scale)
        assert scales
        assert max(scales) < 0.75


def test_no_letter_of_a_formula_touches_the_edge_that_cuts_it_off(browser, book, notebook):
    room = """nodes => nodes.map(node => {
        const tops = [...node.querySelectorAll("mjx-c")].map(letter => letter.getBoundingClientRect().top);
        return Math.min(...tops) - node.getBoundingClientRect().top;
    })"""
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        # what goes on in the next line is not cut
        whole = "article :not(summary) > .math:not(.broken) > mjx-container:not(details *)"
        assert min(tab.eval_on_selector_all(whole, room)) >= 2


def test_the_contents_mark_where_the_reader_is(browser, book):
    marked = "() => document.querySelector('#pst-page-toc-nav a.active')?.hash"
    with visit(browser, f"{book}/book/foundations/svd.html") as (tab, _):
        for section in ("#the-proof", "#a-circular-proof", "#the-proof"):  # by a jump, down and up
            middle = "hash => scrollTo(0, scrollY + document.querySelector(hash).getBoundingClientRect().bottom - innerHeight)"
            tab.evaluate(middle, section)
            tab.wait_for_function(f"wanted => ({marked})() === wanted", arg=section)


def test_search_finds_a_word_and_leads_to_a_page(browser, book):
    with visit(browser, f"{book}/search.html?q=singular") as (tab, heard):
        first = tab.locator("#search-results li a").first
        first.wait_for()
        tab.wait_for_load_state("networkidle")  # the search reads each page that it found, for an excerpt
        first.click()
        assert "singular" in tab.locator("main").inner_text().lower()
        assert heard == []


def test_the_switch_turns_the_page_dark_and_light_and_is_remembered(browser, book):
    with visit(browser, f"{book}/index.html") as (tab, _):
        theme, seen = "() => document.documentElement.dataset.theme", []
        for _ in range(3):  # its modes are light, dark and the system's
            tab.locator(".theme-switch-button:visible").first.click()
            seen.append(tab.evaluate(theme))
        assert set(seen) == {"light", "dark"}
        tab.reload()
        assert tab.evaluate(theme) == seen[-1]


def test_colab_opens_this_very_notebook(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        address = tab.locator(".dropdown-launch-buttons a").get_attribute("href")
    source = re.escape(notebook.removesuffix(".html"))
    assert re.fullmatch(rf"https://colab\.research\.google\.com/github/[^/]+/[^/]+/blob/[^/]+/{source}\.ipynb", address)


def test_the_notebook_can_be_downloaded(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        link = tab.locator("a.btn-download-source-button")
        answer = tab.request.get(link.evaluate("node => node.href"))
        assert answer.status == 200
        assert json.loads(answer.text())["nbformat"] == 4


def test_a_formula_too_wide_for_the_screen_scrolls_by_keyboard(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        assert tab.locator("mjx-container[tabindex]").count() < tab.locator("mjx-container").count() / 4  # few stops
        tab.set_viewport_size({"width": 200, "height": 900})
        wide = tab.locator("main mjx-container[tabindex]").first
        wide.focus()
        wide.press("ArrowRight")
        tab.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_what_is_hidden_scrolls_by_keyboard_once_it_is_shown(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}") as (tab, _):
        tab.evaluate("() => { document.querySelector('main details pre').append('long '.repeat(99)) }")
        hidden = tab.locator("main details", has=tab.locator("pre")).first
        hidden.locator("summary").click()
        hidden.locator("pre[tabindex='0']").first.wait_for()


def test_what_scrolls_says_at_which_end_it_goes_on(browser, book, notebook):
    with visit(browser, f"{book}/{notebook}", "dark-390") as (tab, _):
        tab.set_viewport_size({"width": 200, "height": 900})
        tab.locator("main mjx-container[data-more=right]").first.wait_for()
        box = tab.locator("main mjx-container[data-more=right]").first.element_handle()
        for scrolled, ends in ((20, "left right"), (9999, "left"), (0, "right")):
            box.evaluate("(node, scrolled) => { node.scrollLeft = scrolled }", scrolled)
            tab.wait_for_function("([node, ends]) => node.dataset.more === ends", arg=[box, ends])
            assert "gradient" in box.evaluate("node => getComputedStyle(node).maskImage")


def test_the_list_of_chapters_shows_the_one_that_is_read(browser, book):
    in_view = "node => { const box = node.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight }"
    with visit(browser, f"{book}/book/foundations/rank.html") as (tab, _):
        tab.set_viewport_size({"width": 1280, "height": 500})
        tab.goto(f"{book}/book/computing/scale.html")  # the theme leaves the list as it was in the chapter before
        assert tab.locator("#pst-primary-sidebar a.current").evaluate(in_view)
    with visit(browser, f"{book}/book/computing/scale.html", "dark-390") as (tab, _):
        tab.locator(".primary-toggle").click()
        current = tab.locator("#pst-primary-sidebar-modal a.current")
        tab.wait_for_function(f"node => ({in_view})(node)", arg=current.element_handle())


def test_the_front_page_gives_an_entry_for_bibtex(browser, book):
    with visit(browser, f"{book}/book/index.html") as (tab, _):
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        entry = tab.locator(".highlight-bibtex")
        entry.hover()
        entry.locator("button.copybtn").click()
        assert tab.evaluate("() => navigator.clipboard.readText()").startswith("@book{svd,")


def test_a_card_leads_to_its_chapter_wherever_it_is_touched(browser, book, notebook):
    with visit(browser, f"{book}/book/index.html") as (tab, _):
        card = tab.locator(".cards li").first
        card.scroll_into_view_if_needed()
        edges = card.bounding_box()
        tab.mouse.click(edges["x"] + 20, edges["y"] + 20)  # its picture
        tab.wait_for_url("**/foundations/*.html")
