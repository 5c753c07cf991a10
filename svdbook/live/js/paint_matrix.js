// A picture of eight by eight cells that the reader paints: its rank, its singular values, its terms and their sums.

const SIDE = 8, FULL = 4; // ink comes in quarters, which add up without rounding
const CELLS = Array.from({ length: SIDE * SIDE }, (_, cell) => [Math.floor(cell / SIDE), cell % SIDE]);
const bit = (yes) => (yes ? FULL : 0);
const amongst = (numbers, i) => bit(numbers.includes(i));
const PICTURES = {
  "stripes": (i, j) => bit(j % 2),
  "chess board": (i, j) => bit((i + j) % 2),
  "cross": (i, j) => Math.max(amongst([3, 4], i), amongst([3, 4], j)),
  "staircase": (i, j) => bit(j <= i),
  "two ramps": (i, j) => Math.floor(i / 3) + Math.floor(j / 3),
  "letter A": (i, j) => bit("00011000 00111100 01100110 01100110 01111110 01100110 01100110 00000000".split(" ")[i][j] === "1"),
  "empty": () => 0,
};
const painted = (ink) => CELLS.map(([i, j]) => ink(i, j));
const atRandom = () => painted(() => bit(Math.random() < 0.5));

// White paper, grey ink, and blue where a term takes ink away.
function colour(ink) {
  const [red, green, blue] = ink < 0 ? [79, 134, 184] : [20, 20, 20], strength = Math.min(1, Math.abs(ink));
  return [red, green, blue].map((full) => Math.round(255 + strength * (full - 255)));
}

// A picture that is only looked at: a pixel a cell, told to screen readers by its label.
function small(label) {
  const canvas = element("canvas", { width: SIDE, height: SIDE, role: "img", "aria-label": label, class: "live-pixels" });
  const pen = canvas.getContext("2d"), pixels = pen.createImageData(SIDE, SIDE);
  const show = (inks) => {
    inks.forEach((ink, cell) => pixels.data.set([...colour(ink), 255], 4 * cell));
    pen.putImageData(pixels, 0, 0);
  };
  return { canvas, show };
}

// The grid to paint on. A cell that is touched takes the chosen ink, or loses it if it has it; a stroke over several paints.
function paper(figure) {
  const cells = CELLS.map(() => element("div", { role: "gridcell", tabindex: -1 }));
  const rows = Array.from({ length: SIDE }, (_, i) => element("div", { role: "row" }, ...cells.slice(i * SIDE, (i + 1) * SIDE)));
  const grid = element("div", { role: "grid", "aria-label": "The picture, to be painted", class: "live-cells" }, ...rows);
  let first = null, cursor = 0; // the cell where a stroke began
  const paint = (cell, ink) => figure.change({ cells: figure.state.cells.with(cell, ink), example: "own" });
  const opposite = (cell) => (figure.state.cells[cell] === figure.state.ink ? 0 : figure.state.ink);
  const go = (cell) => {
    cells[cursor].tabIndex = -1;
    cells[cursor = cell].tabIndex = 0;
    cells[cell].focus({ preventScroll: true });
  };
  grid.addEventListener("pointerdown", (event) => {
    const cell = cells.indexOf(event.target);
    if (cell < 0) return;
    event.preventDefault();
    go(cell);
    paint(first = cell, opposite(cell));
  });
  grid.addEventListener("pointermove", (event) => {
    const cell = first === null || !event.buttons ? -1 : cells.indexOf(document.elementFromPoint(event.clientX, event.clientY));
    if (cell >= 0 && cell !== first) for (const inked of [first, cell]) paint(inked, figure.state.ink);
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { first = null; });
  grid.addEventListener("keydown", (event) => {
    const [i, j] = CELLS[cursor], way = ARROWS[event.key];
    if (way) go(clamp(i - way[1], [0, SIDE - 1]) * SIDE + clamp(j + way[0], [0, SIDE - 1]));
    else if (event.key === " " || event.key === "Enter") paint(cursor, opposite(cursor));
    else if (/^[0-4]$/.test(event.key)) paint(cursor, Number(event.key));
    else return;
    event.preventDefault();
  });
  cells[0].tabIndex = 0;
  const show = (inks) => inks.forEach((ink, cell) => {
    const [i, j] = CELLS[cell];
    cells[cell].style.background = `rgb(${colour(ink / FULL)})`;
    cells[cell].setAttribute("aria-label", `row ${i + 1}, column ${j + 1}: ${inkName(ink)}`);
  });
  return { grid, show };
}

const inkName = (ink) => ["no ink", "a quarter", "a half", "three quarters", "full"][ink];

// A column for each singular value: its bar, its number, and the term that belongs to it.
function column(figure, i) {
  const { canvas, show } = small(`Term ${i + 1}`), bar = element("div", { class: "live-bar" });
  const number = element("span", { "data-name": `sigma${i + 1}` });
  const node = element("div", { class: "live-term" }, bar, number, canvas);
  return { node, set(sigma, largest, term, kind) {
    node.dataset.kind = kind;
    bar.style.height = `${largest ? (4 * sigma) / largest : 0}rem`;
    number.dataset.value = sigma;
    number.textContent = fixed(sigma, 2);
    show(term);
  } };
}

function decomposed(cells) {
  const { U, s, V } = svd(cells.map((ink) => ink / FULL), SIDE, SIDE);
  const rank = s.filter((sigma) => sigma > SIDE * Number.EPSILON * s[0]).length;
  const terms = s.map((sigma, t) => CELLS.map(([i, j]) => sigma * U[i * SIDE + t] * V[j * SIDE + t]));
  return { s, rank, terms };
}

function buildPaintMatrix(root, { A }) {
  const begins = { cells: A.flat().map((ink) => ink * FULL), ink: FULL, k: 3, example: "own" };
  const figure = new Figure(root, "A picture to paint, its rank, and the terms that it is the sum of", begins, draw);
  const drawPictures = pictures(figure);
  figure.choice("example", "Picture", ["own", ...Object.keys(PICTURES)],
    (name) => (name === "own" ? begins : { cells: painted(PICTURES[name]), example: name }));
  figure.button("Random picture", () => figure.change({ cells: atRandom(), example: "own" }));
  figure.slider("ink", "Ink", { min: 1, max: FULL, text: inkName });
  figure.slider("k", "Terms", { min: 1, max: SIDE });
  const show = figure.numbers({ rank: ["rank", 0], off: ["largest error of the sum", 2] });

  function draw({ cells, k }) {
    const parts = decomposed(cells), { s, rank, terms } = parts;
    const added = CELLS.map((_, cell) => terms.slice(0, k).reduce((total, term) => total + term[cell], 0));
    const off = Math.max(...added.map((ink, cell) => Math.abs(ink - cells[cell] / FULL)));
    drawPictures(cells, added, parts, k);
    show({ rank, off });
    return told(rank, s, k, off);
  }
  figure.begin();
}

// The paper, the sum of the first terms, and all terms under their singular values.
function pictures(figure) {
  const own = paper(figure), sum = small("The sum of the first terms"), columns = Array.from({ length: SIDE }, (_, i) => column(figure, i));
  const [invitation, heading, below] = [1, 2, 3].map(() => element("figcaption"));
  figure.stage.append(
    element("figure", { class: "live-picture" }, own.grid, invitation),
    element("figure", { class: "live-picture" }, sum.canvas, heading),
    element("figure", { class: "live-terms" }, ...columns.map(({ node }) => node), below));
  return (cells, added, { s, rank, terms }, k) => {
    own.show(cells);
    sum.show(added);
    invitation.textContent = `Paint here: rank ${rank}`;
    heading.textContent = k === 1 ? "The first term" : `Sum of the first ${k} terms`;
    below.textContent = `The singular values and their terms. Grey adds ink, blue takes it away. ${zeros(rank + 1, SIDE)}`;
    columns.forEach(({ set }, i) => set(s[i], s[0], terms[i], i >= rank ? "none" : i < k ? "in" : "out"));
  };
}

// Of the terms from one number to another, that they are zero.
function zeros(from, to) {
  if (from > to) return "";
  return from === to ? `Term ${to} is zero.` : `Terms ${from} ${to === from + 1 ? "and" : "to"} ${to} are zero.`;
}

function told(rank, s, k, off) {
  if (rank === 0) return "The picture is empty: its rank is 0, and there is nothing to add up.";
  const values = s.slice(0, rank).map((sigma) => fixed(sigma, 2)).join(", ");
  const sum = k >= rank ? "makes the picture" : `misses a cell by up to ${fixed(off, 2)}`;
  const first = k === 1 ? "The first term alone" : `The sum of the first ${k} terms`;
  return `Rank ${rank}: ${rank === 1 ? "one singular value is" : `${rank} singular values are`} not zero (${values}). ${first} ${sum}. ${zeros(rank + 1, k)}`.trim();
}
