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

addEventListener("DOMContentLoaded", typesetWhenNear);
addEventListener("beforeprint", () => window.MathJax?.typeset?.()); // paper shows the whole page
