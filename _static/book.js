// What scrolls must be within the keyboard's reach. The theme sees to code, tables and outputs; formulas are left to us.
// Only those wider than their box become stops of the Tab key, and scroll (phone.css): there are hundreds of others.
function markScrollingFormulas() {
  for (const box of document.querySelectorAll(".math mjx-container")) {
    const wider = box.scrollWidth > box.clientWidth + 1; // widths are rounded
    if (wider) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}

// What was hidden had no size when the theme, and we, looked for what scrolls; both look again when the window is resized.
function lookAgain() {
  dispatchEvent(new Event("resize"));
}

addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  await document.fonts.ready; // a formula's width hangs on them
  markScrollingFormulas();
  addEventListener("resize", markScrollingFormulas);
  document.addEventListener("toggle", lookAgain, true); // of <details>; it does not bubble
  document.addEventListener("click", (event) => event.target.closest(".toggle") && setTimeout(lookAgain));
});
