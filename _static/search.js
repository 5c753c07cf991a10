// Search as one types: each chapter, theorem, exercise, figure, term, function and work that holds all the words, the best
// first. What there is to find stands in _static/facts.js (search.py), which is loaded when a reader first searches.
(() => {
  const MOST = 40; // results; who wants fewer writes more
  const LONG = 180; // letters of an excerpt
  const root = new URL(document.documentElement.dataset.content_root, location);
  let facts;

  const load = () =>
    (facts ??= new Promise((done) => {
      window.searchIn = (found) => done(found.map(folded));
      const script = document.createElement("script");
      script.src = new URL("_static/facts.js", root);
      document.head.append(script);
    }));

  function folded(fact) {
    const [label, name, , , text] = fact;
    return { fact, name: fold(name), title: fold(`${label} ${name}`), text: fold(text) };
  }

  // Letters without accents, in one spelling, and as many as before: where a word stands in the folded text it stands in the text.
  function fold(text) {
    const plain = text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    return plain.replace(/iz(?=[aei])/g, "is");
  }

  function wordsOf(query) {
    const british = fold(query).replace(/color/g, "colour").replace(/center/g, "centre").replace(/\bgray/g, "grey");
    return british.match(/[\p{L}\p{N}_]+/gu) ?? [];
  }

  // A word is found where another begins with its stem: "matrices" finds "matrix", and "factored" "factoring".
  function pattern(word) {
    const stem = word.replace(/(?<=..[^s])(ices|ix|ies|y|es|s|ed|ing|e)$/, "");
    return new RegExp(`(?<![\\p{L}\\p{N}])${stem}${/\d$/.test(word) ? "(?!\\d)" : ""}`, "u");
  }

  function score({ fact, name, title, text }, words, patterns) {
    const [query, weight] = [words.join(" "), fact[5]];
    let sum = name === query ? 100 : name.startsWith(query) ? 20 : 0;
    for (const one of patterns) {
      if (one.test(title)) sum += 10;
      else if (one.test(text)) sum += 1;
      else return 0;
    }
    return sum * weight - name.length / 100;
  }

  async function find(query) {
    const words = wordsOf(query);
    const patterns = words.map(pattern);
    const scored = words.length ? (await load()).map((each) => [score(each, words, patterns), each]) : [];
    const found = scored.filter(([points]) => points > 0).sort(([a], [b]) => b - a);
    return [found.map(([, each]) => each), patterns];
  }

  // The text around the first word that was found.
  function excerpt({ fact, text }, patterns) {
    const [at] = patterns.map((one) => text.search(one)).filter((place) => place >= 0).sort((a, b) => a - b);
    const start = at > 60 && text.length > LONG ? fact[4].indexOf(" ", at - 60) + 1 : 0;
    const part = fact[4].slice(start, start + LONG);
    const end = start + part.length < fact[4].length ? part.lastIndexOf(" ") : part.length;
    return (start ? "… " : "") + part.slice(0, end) + (end < part.length ? " …" : "");
  }

  function marked(text, patterns) {
    const places = patterns.flatMap((one) => [...fold(text).matchAll(new RegExp(one.source + "[\\p{L}\\p{N}]*", "gu"))]);
    const pieces = [];
    let last = 0;
    for (const { index, 0: word } of places.sort((a, b) => a.index - b.index)) {
      if (index < last) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(index, index + word.length);
      pieces.push(text.slice(last, index), mark);
      last = index + word.length;
    }
    return [...pieces, text.slice(last)];
  }

  function make(kind, name, ...content) {
    const element = document.createElement(kind);
    element.className = name;
    element.append(...content);
    return element;
  }

  function item(each, patterns) {
    const [label, name, address, place] = each.fact;
    const link = make("a", "found-name", make("span", "found-label", label && `${label} `), name);
    link.href = new URL(address, root);
    const text = make("p", "found-text", ...marked(excerpt(each, patterns), patterns));
    return make("li", "", link, " ", make("span", "found-place", place), text);
  }

  function attach(input, list) {
    const status = make("p", "found-count");
    const items = make("ul", "found");
    status.setAttribute("role", "status");
    list.append(status, items);

    async function show() {
      const query = input.value;
      const [found, patterns] = await find(query);
      if (query !== input.value) return; // more was typed meanwhile
      const count = found.length === 1 ? "1 result" : `${found.length || "No"} results`;
      status.textContent = wordsOf(query).length ? count + (found.length > MOST ? `, the first ${MOST}:` : "") : "";
      items.replaceChildren(...found.slice(0, MOST).map((each) => item(each, patterns)));
    }

    // up and down lead from the field through the results and back
    function step(event) {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const stops = [input, ...items.querySelectorAll("a")];
      const next = by && stops[stops.indexOf(document.activeElement) + by];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }

    input.addEventListener("focus", load);
    input.addEventListener("input", show);
    for (const place of [input, items]) place.addEventListener("keydown", step);
    return show;
  }

  addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("#pst-search-dialog");
    if (dialog) attach(dialog.querySelector("input"), dialog.appendChild(make("div", "finds")));
    const page = document.querySelector("#search-results");
    if (!page) return;
    const input = document.querySelector(".bd-search-container input");
    input.value = new URLSearchParams(location.search).get("q");
    attach(input, page)();
  });
})();
