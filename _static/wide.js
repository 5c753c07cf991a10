// What is wider than its box scrolls, is within the keyboard's reach, and says at which end it goes on (phone.css).
const SCROLLING = ".math mjx-container, article pre, .cell_output > .output, .pst-scrollable-table-container";

function widthWithin(box) {
  const formula = box.querySelector(":scope > mjx-math"); // MathJax knows its width before its fonts have come
  return formula ? formula.offsetWidth : box.scrollWidth;
}

function markEnds(box) {
  const more = [];
  if (box.scrollLeft > 1) more.push("left");
  const rest = widthWithin(box) - box.scrollLeft - box.clientWidth;
  if (box.clientWidth && rest > 1) more.push("right"); // widths are rounded; what is hidden or in a line has none
  if (more.length) box.dataset.more = more.join(" ");
  else delete box.dataset.more;
}

function fit(box) {
  const scrolls = !breaks(box) && widthWithin(box) > box.clientWidth + 1;
  if (scrolls) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
  markEnds(box);
}

// A formula in a line may break if it takes more than half of it, and if that is enough to make it fit; a short one, m x n,
// makes its column of a table wider instead.
function breaks(box) {
  const formula = box.parentElement;
  if (!formula.matches("p .math, li .math, dd .math")) return false;
  const column = formula.closest("p, li, dd").getBoundingClientRect();
  const least = formula.closest("td, th") ? 6 * parseFloat(getComputedStyle(formula).fontSize) : column.width / 2;
  if (!formula.matches(".broken") && widthWithin(box) < Math.max(least, column.width / 2)) return false;
  if (!box.querySelector("wbr")) allowBreaks(box);
  formula.classList.add("broken");
  const lines = [...box.querySelector("mjx-math").getClientRects()];
  return formula.classList.toggle("broken", lines.every((line) => line.right < column.right + 1));
}

// TeX breaks a formula after a relation or a sum outside of brackets; MathJax 3 never does, so the browser is told where.
function allowBreaks(box) {
  const [BIN, REL, OPEN, CLOSE] = [2, 3, 4, 5]; // TeX's classes of symbols, as MathJax numbers them
  const [formula] = MathJax.startup.document.getMathItemsWithin(box.parentElement);
  const drawn = [...box.querySelector("mjx-math").children];
  let depth = 0;
  formula.root.childNodes[0].childNodes.forEach((part, place) => {
    depth += (part.texClass === OPEN) - (part.texClass === CLOSE);
    if (!depth && place && [BIN, REL].includes(part.texClass)) drawn[place].after(document.createElement("wbr"));
  });
}

// Sizes change when a formula is typeset, when something hidden is shown, and when the phone is turned.
const sizes = new ResizeObserver((entries) => requestAnimationFrame(() => {
  for (const { target } of entries) {
    const box = target.matches(".math") ? target.querySelector("mjx-container") : target;
    if (box?.isConnected) fit(box); // a drill takes formulas away
  }
}));

function watchWidths(root) {
  for (const box of root.querySelectorAll(`.math, ${SCROLLING}`)) sizes.observe(box);
}

document.addEventListener("DOMContentLoaded", () => {
  watchWidths(document);
  const unbroken = () => document.querySelectorAll(".broken").forEach((formula) => formula.classList.remove("broken"));
  addEventListener("resize", unbroken); // they get a size, and are looked at
  addEventListener("scroll", ({ target }) => target.matches?.(SCROLLING) && markEnds(target), true);
});
