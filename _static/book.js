// What was hidden had no size when the theme looked for what scrolls; it looks again when the window is resized.
function lookAgain() {
  dispatchEvent(new Event("resize"));
}

addEventListener("load", () => {
  document.addEventListener("toggle", lookAgain, true); // of <details>; it does not bubble
  document.addEventListener("click", (event) => event.target.closest(".toggle") && setTimeout(lookAgain));
});

// A link may lead into what is folded: a proof, an equation in it.
function unfoldTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.checkVisibility() ?? true) return;
  for (let fold; (fold = target.closest("details:not([open])")); ) fold.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfoldTarget);
addEventListener("load", unfoldTarget);
