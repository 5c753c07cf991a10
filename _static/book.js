// What scrolls must be within the keyboard's reach. The theme sees to code, tables and outputs; formulas are left to us.
// Only those wider than their box become stops of the Tab key, or there would be one at every formula.
function markScrollingFormulas() {
  for (const box of document.querySelectorAll(".math mjx-container")) {
    if (box.scrollWidth > box.clientWidth + 1) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}

addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  markScrollingFormulas();
  addEventListener("resize", markScrollingFormulas);
  // an opened hint or solution shows formulas that had no size before; "toggle" does not bubble
  document.addEventListener("toggle", markScrollingFormulas, true);
  document.addEventListener("click", () => setTimeout(markScrollingFormulas));
});
