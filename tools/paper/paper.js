// Formulas and page numbers of the book on paper. The site's own settings of MathJax come first (assembly.py).
const settings = (window.MathJax ??= {});
settings.options = { ...settings.options, enableAssistiveMml: false }; // its MathML would be there as text, a second time
settings.startup = {
  pageReady: () => MathJax.startup.defaultPageReady().then(describeFormulas).then(fitFormulas),
};

// To those who listen to a tagged PDF a formula is its TeX, not a heap of letters.
function describeFormulas() {
  for (const { typesetRoot, math } of MathJax.startup.document.math) {
    typesetRoot.setAttribute("role", "img");
    typesetRoot.setAttribute("aria-label", math.trim());
  }
}

// Nothing on paper scrolls: a formula wider than its line is set smaller.
async function fitFormulas() {
  await document.fonts.ready;
  for (const formula of document.querySelectorAll("mjx-container")) {
    const room = formula.parentElement.closest("p, li, dd, td, div, section").clientWidth;
    const width = formula.firstElementChild.getBoundingClientRect().width;
    if (width > room) formula.style.fontSize = `${Math.floor((100 * room) / width)}%`;
  }
}

// Called by printing.py, once it knows on which page each label has come to be.
function tellPages(pages) {
  for (const place of document.querySelectorAll(".page")) place.textContent = pages[place.dataset.of] ?? "";
}
