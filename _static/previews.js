// What a link leads to, shown beside it before it is followed: a theorem, an equation, a figure, a term, a chapter. For the
// mouse, and for the keyboard, where Escape takes it away; a finger follows the link at once. The texts come from
// _static/previews/, one script a page of the book (previews.py), when they are first asked for.
const previews = {};

(() => {
  if (!HTMLElement.prototype.showPopover) return; // an old browser, in which a link is a link
  const LINKS = ".bd-article a.internal:is([href^='#'], [href*='.html']):not(.cards a)"; // a card is a preview itself
  const [SHOW, HIDE] = [300, 200]; // milliseconds; the pointer may pass over a link, and cross from it to its preview
  const GAP = 8; // pixels, to the link and to the edges of the screen
  const root = new URL(document.documentElement.dataset.content_root, location);
  const loading = {};
  let box, link, timer;

  function target(link) {
    const url = new URL(link.href);
    const page = decodeURIComponent(url.pathname.slice(root.pathname.length)).replace(/\.html$/, "");
    return [page, decodeURIComponent(url.hash.slice(1))];
  }

  function load(page) {
    return (loading[page] ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = new URL(`_static/previews/${page}.js`, root);
      script.onload = script.onerror = done;
      document.head.append(script);
    }));
  }

  function place(rect) {
    const left = Math.min(rect.left, document.documentElement.clientWidth - box.offsetWidth - GAP);
    const below = innerHeight - rect.bottom;
    const above = box.offsetHeight + 2 * GAP > below && rect.top > below;
    box.classList.toggle("above", above); // grows upwards when its formulas are set
    box.style.left = `${Math.max(GAP, left) + scrollX}px`;
    box.style.top = `${(above ? rect.top : rect.bottom) + scrollY}px`;
    box.style.maxHeight = `${(above ? rect.top : below) - 2 * GAP}px`;
  }

  async function typeset() {
    await window.MathJax?.startup.promise;
    await window.MathJax?.typesetPromise([...box.querySelectorAll(".math")]);
    box.classList.toggle("cut", box.scrollHeight > box.clientHeight);
  }

  async function show(wanted, rect) {
    const [page, label] = target(wanted);
    await load(page);
    const text = previews[page]?.[label];
    if (!text || wanted !== link || (text.includes('class="math') && !window.MathJax)) return;
    wanted.removeAttribute("title"); // the browser would show it over the preview
    box.innerHTML = text.replaceAll("%root%", root.href);
    box.style.maxHeight = "";
    box.showPopover();
    place(rect);
    await typeset();
  }

  function want(wanted, x, y) {
    clearTimeout(timer);
    if (wanted === link) return;
    hide();
    link = wanted;
    const lines = [...link.getClientRects()]; // a link may be broken between two lines
    const rect = lines.find((line) => line.left <= x && x <= line.right && line.top <= y && y <= line.bottom) ?? lines[0];
    timer = setTimeout(show, SHOW, link, rect);
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(hide, HIDE);
  }

  function hide() {
    clearTimeout(timer);
    link = undefined;
    if (!box.matches(":popover-open")) return;
    box.hidePopover();
    window.MathJax?.typesetClear?.([box]);
    box.replaceChildren();
  }

  function listen() {
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const over = event.target.closest(LINKS);
      if (over) want(over, event.clientX, event.clientY);
      else if (box.contains(event.target)) clearTimeout(timer);
      else if (link) leave();
    });
    document.documentElement.addEventListener("pointerleave", () => link && leave());
    document.addEventListener("focusin", ({ target }) => target.matches(`${LINKS}:focus-visible`) && want(target));
    document.addEventListener("focusout", ({ target }) => target === link && hide());
    document.addEventListener("click", hide);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  }

  addEventListener("DOMContentLoaded", () => {
    const article = document.querySelector(".bd-article");
    if (!article) return;
    box = document.createElement("div");
    box.className = "preview tex2jax_ignore";
    box.popover = "manual";
    article.append(box);
    listen();
  });
})();
