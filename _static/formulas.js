// Formulas are typeset when they come near the screen: a chapter has hundreds, and all at once would keep its reader waiting.
const NEAR = "600px";
window.MathJax = { ...window.MathJax, startup: { typeset: false } }; // read by MathJax, which is loaded after this

function typesetWhenNear() {
  const screen = new IntersectionObserver(
    (entries) => {
      const near = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
      near.forEach((formula) => screen.unobserve(formula));
      typeset(near);
    },
    { rootMargin: NEAR },
  );
  for (const formula of document.querySelectorAll(".math")) {
    screen.observe(formula.closest("table") ?? formula); // a table is typeset whole, or its columns would change as one scrolls
  }
}

async function typeset(formulas) {
  await MathJax.startup.promise; // without a formula on the page there is no MathJax, and nothing is near
  await MathJax.typesetPromise(formulas);
}

// What scrolls must be within the keyboard's reach. The theme sees to code, tables and outputs; formulas are left to us.
// Only those wider than their box become stops of the Tab key, and scroll (phone.css): there are hundreds of others.
const sizes = new ResizeObserver((entries) => entries.forEach((entry) => markIfScrolling(entry.target)));

function markIfScrolling(box) {
  const wider = box.scrollWidth > box.clientWidth + 1; // widths are rounded
  if (wider) box.setAttribute("tabindex", "0");
  else box.removeAttribute("tabindex");
}

function watchFormulas() {
  // a formula's width hangs on the fonts, which arrive after the first that needs them
  document.fonts.addEventListener("loadingdone", () => document.querySelectorAll("mjx-container").forEach(markIfScrolling));
  const arrivals = new MutationObserver((changes) => {
    const nodes = changes.flatMap((change) => [...change.addedNodes]);
    nodes.filter((node) => node.localName === "mjx-container").forEach((box) => sizes.observe(box));
  });
  arrivals.observe(document.body, { childList: true, subtree: true });
}

addEventListener("DOMContentLoaded", () => {
  watchFormulas();
  typesetWhenNear();
});
addEventListener("beforeprint", () => window.MathJax?.typeset?.()); // paper shows the whole page
