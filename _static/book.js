// A link may lead into what is folded: a proof, an equation in it.
function unfoldTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.checkVisibility() ?? true) return;
  for (let fold; (fold = target.closest("details:not([open])")); ) fold.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfoldTarget);
addEventListener("load", unfoldTarget);

// The list of chapters shows the one that is read, at its side and in the drawer of a phone.
function showCurrent(list) {
  const [entry, window] = [list.querySelector("a.current") ?? list, list].map((node) => node.getBoundingClientRect());
  if (entry.top < window.top || entry.bottom > window.bottom) list.scrollTop += entry.top - window.top - window.height / 3;
}
document.addEventListener("DOMContentLoaded", () => { // not later: what is seen should not move
  for (const list of document.querySelectorAll("#pst-primary-sidebar, :has(> .bd-links)")) showCurrent(list); // which scrolls
  const drawer = document.getElementById("pst-primary-sidebar-modal");
  document.querySelector(".primary-toggle").addEventListener("click", () => requestAnimationFrame(() => showCurrent(drawer)));
});
