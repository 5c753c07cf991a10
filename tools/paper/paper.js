// Formulas and page numbers of the book on paper. The site's own settings of MathJax come first (assembly.py).
const settings = (window.MathJax ??= {});
settings.options = { ...settings.options, enableAssistiveMml: false }; // its MathML would be there as text, a second time
settings.startup = {
  pageReady: () => MathJax.startup.defaultPageReady().then(describeFormulas).then(fitFormulas).then(leaveRagged).then(fillPages),
};

// To those who listen to a tagged PDF a formula is its TeX, not a heap of letters.
function describeFormulas() {
  for (const { typesetRoot, math } of MathJax.startup.document.math) {
    typesetRoot.setAttribute("role", "img");
    typesetRoot.setAttribute("aria-label", plain(math));
  }
}

function plain(tex) { // as the notebook has it, without what book/_ext/formulas.py adds
  return tex.replaceAll("\\hugs", "\\mathsf").replaceAll(/\\class\{\w+\}\{((?:[^{}]|\{[^{}]*\})*)\}/g, "$1").trim();
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

// A formula does not break within a line, and the justified line before it may have holes: such a paragraph is left ragged.
const HOLE = 2.5; // times the usual space

function leaveRagged() {
  const paragraphs = [...document.querySelectorAll("p:has(mjx-container, code)")];
  const holed = paragraphs.filter(hasHole); // all are measured first: each change would have the page laid out anew
  holed.forEach((paragraph) => paragraph.classList.add("ragged"));
}

function hasHole(paragraph) {
  const widest = (HOLE / 4) * parseFloat(getComputedStyle(paragraph).fontSize);
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const space = document.createRange();
  while (texts.nextNode()) {
    for (const { index } of texts.currentNode.data.matchAll(/ /g)) {
      space.setStart(texts.currentNode, index);
      space.setEnd(texts.currentNode, index + 1);
      if (space.getBoundingClientRect().width > widest) return true;
    }
  }
  return false;
}

// A figure for which a page has nearly room is set smaller: else it leaves a hole there. Columns as wide and as high as the
// text of a page break where pages will.
const SMALLEST = 0.66; // of its size
const AIR = 12; // pixels, between a figure and what is before it, and to be sure

function fillPages() {
  for (const chapter of document.querySelectorAll(".chapter:has(figure img)")) {
    chapter.classList.add("filled");
    chapter.querySelectorAll("figure img").forEach((picture) => fill(chapter, picture));
    chapter.classList.remove("filled");
  }
}

function fill(chapter, picture) {
  const { top, height } = chapter.getBoundingClientRect();
  const block = [picture.closest("figure"), picture.closest(".cell")].find((one) => one && startsAt(top, one));
  const before = block?.previousElementSibling?.getClientRects();
  if (!before?.length) return;
  const room = height - (before[before.length - 1].bottom - top) - AIR;
  const share = 1 - (block.getBoundingClientRect().height - room) / picture.height;
  if (share >= SMALLEST && share < 1) picture.style.width = `${picture.width * share}px`;
}

function startsAt(top, block) {
  return block.previousElementSibling && Math.abs(block.getBoundingClientRect().top - top) < 2;
}

// Called by printing.py, once it knows on which page each label has come to be; until then there is as much room.
function tellPages(pages = {}) {
  for (const place of document.querySelectorAll(".page")) place.textContent = pages[place.dataset.of] ?? "000";
}
addEventListener("DOMContentLoaded", () => tellPages());
