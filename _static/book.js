// A link may lead into what is folded: a proof, an equation in it.
function unfoldTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.checkVisibility() ?? true) return;
  for (let fold; (fold = target.closest("details:not([open])")); ) fold.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfoldTarget);
addEventListener("load", unfoldTarget);
