// What was hidden had no size when the theme looked for what scrolls; it looks again when the window is resized.
function lookAgain() {
  dispatchEvent(new Event("resize"));
}

addEventListener("load", () => {
  document.addEventListener("toggle", lookAgain, true); // of <details>; it does not bubble
  document.addEventListener("click", (event) => event.target.closest(".toggle") && setTimeout(lookAgain));
});
