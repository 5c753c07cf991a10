// The copy buttons are one stop of the Tab key, not fifty: in the cell that was touched last, at first in the page's first.
// From one the arrow keys lead to the next.
addEventListener("load", () => {
  const buttons = [...document.querySelectorAll(".copybtn")];
  const shown = () => buttons.filter((button) => button.checkVisibility());
  let stop;
  function choose(button) {
    if (!button) return;
    if (stop) stop.tabIndex = -1;
    stop = button;
    stop.tabIndex = 0;
  }
  for (const button of buttons) button.tabIndex = -1;
  choose(shown()[0]);
  for (const touch of ["focusin", "pointerdown"]) {
    document.addEventListener(touch, ({ target }) => choose(target.closest(".highlight")?.querySelector(".copybtn")));
  }
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".copybtn")) return;
    const all = shown();
    all[all.indexOf(event.target) + step]?.focus();
    event.preventDefault(); // the page follows the focus
  });
  document.addEventListener("toggle", () => stop?.checkVisibility() || choose(shown()[0]), true); // it does not bubble
});
