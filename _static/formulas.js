// Formulas are typeset when they come near the screen: a chapter has hundreds, and all at once would keep its reader waiting.
const NEAR = "600px";
window.MathJax = { ...window.MathJax, startup: { typeset: false, pageReady: () => typesetWhenNear(document) } }; // MathJax reads it later

function typesetWhenNear(root) {
  const formulas = [...root.querySelectorAll(".math")];
  typeset(formulas.filter(isOnScreen)); // before other scripts begin
  const screen = new IntersectionObserver(
    (entries) => {
      const near = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
      near.forEach((formula) => screen.unobserve(formula));
      typeset(near);
    },
    { rootMargin: NEAR },
  );
  for (const formula of formulas) {
    screen.observe(formula.closest("table") ?? formula); // a table is typeset whole, or its columns would change as one scrolls
  }
}

function isOnScreen(formula) {
  const { height, top } = formula.getBoundingClientRect();
  return height > 0 && top < innerHeight;
}

async function typeset(formulas) {
  await MathJax.startup.promise;
  await MathJax.typesetPromise(formulas);
}

// Until then its TeX keeps its room, unseen (page.css); a reader without MathJax is better off with TeX than with nothing.
addEventListener("load", () => { if (!window.MathJax?.startup?.promise) document.documentElement.dataset.maths = "missing"; });
addEventListener("beforeprint", () => window.MathJax?.typeset?.()); // paper shows the whole page
