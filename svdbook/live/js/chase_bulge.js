// The chase: a turn of two columns makes a bulge on a matrix of two diagonals, and turns of rows and columns by turns move it
// down and out. Chase after chase the last entry beside the diagonal vanishes, and the matrix in hand gets smaller.

const MOST_CHASES = 100; // without a shift it is slow

// The shift: the eigenvalue of the last 2 x 2 corner of the Gram matrix that is nearer to the last entry of it.
function wilkinson(B, size) {
  const at = (i, j) => B.slice(0, size).reduce((sum, row) => sum + row[i] * row[j], 0);
  const corner = at(size - 1, size - 1), beside = at(size - 2, size - 1), half = (at(size - 2, size - 2) - corner) / 2;
  return corner - (half < 0 ? -1 : 1) * beside ** 2 / (Math.abs(half) + Math.hypot(half, beside));
}

const SHIFTS = { "Wilkinson's": wilkinson, "none": () => 0 };

// The turn that takes (a, b) to (length, 0), of columns k and k + 1, and of rows.
const turnOf = (a, b) => [a, b].map((entry) => entry / (Math.hypot(a, b) || 1));
const mixed = (x, y, k, [c, s]) => (entry, j) => (j === k ? c * x + s * y : j === k + 1 ? c * y - s * x : entry);
const turnedColumns = (B, k, turn) => B.map((row) => row.map(mixed(row[k], row[k + 1], k, turn)));
const turnedRows = (B, k, turn) => transposedRows(turnedColumns(transposedRows(B), k, turn));
const transposedRows = (B) => B[0].map((_, j) => B.map((row) => row[j]));
const cleared = (B, i, j) => B.map((row, k) => row.map((entry, l) => (k === i && l === j ? 0 : entry))); // zero, not rounding

// One chase through the first `size` columns, turn by turn.
function* chase(B, size, mu) {
  let [a, b] = [B[0][0] ** 2 - mu, B[0][0] * B[0][1]];
  for (let k = 0; k < size - 1; k++) {
    B = cleared(turnedColumns(B, k, turnOf(a, b)), k - 1, k + 1);
    yield { B, kind: "columns", k, bulge: [k + 1, k] };
    B = cleared(turnedRows(B, k, turnOf(B[k][k], B[k + 1][k])), k + 1, k);
    yield { B, kind: "rows", k, bulge: k + 2 < size ? [k, k + 2] : undefined };
    [a, b] = [B[k][k + 1], B[k][k + 2]];
  }
}

const beside = (B, size) => Math.abs(B[size - 2][size - 1]);
const negligible = (B, size) =>
  beside(B, size) <= Number.EPSILON * (Math.abs(B[size - 2][size - 2]) + Math.abs(B[size - 1][size - 1]));

// Every state from the given matrix to one diagonal.
function allChases(B, shift) {
  const frames = [{ B, size: B.length, chase: 0, mu: 0 }], corners = [[0, beside(B, B.length), B.length]];
  for (let size = B.length, count = 1; size > 1 && count <= MOST_CHASES; count++) {
    const mu = shift(B, size);
    for (const turn of chase(B, size, mu)) frames.push({ ...turn, size, inHand: size, chase: count, mu });
    B = frames.at(-1).B;
    corners.push([count, beside(B, size), size]);
    while (size > 1 && negligible(B, size)) B = cleared(B, --size - 1, size);
    Object.assign(frames.at(-1), { B, size });
  }
  return { frames, corners };
}

// The entries, warm above zero and cool below; a frame around the bulge, and a dashed one around what is turned next.
function bandCells(figure, n) {
  const cell = cells(figure, "The matrix of two diagonals, and the bulge", n, n, WIDE);
  const parts = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => cell(i, j)));
  for (const { size } of parts.flat()) size(1);
  const around = parts[0][0].plane.add(drawn("rect", { class: "live-faint" }));
  return ({ B, size, bulge = [] }, next, reach) => {
    parts.forEach((row, i) => row.forEach(({ square, word, write }, j) => {
      const entry = B[i][j], sign = entry === 0 ? "bare" : entry < 0 ? "cool" : "warm";
      square.setAttribute("class", `live-cell ${sign} ${i === bulge[0] && j === bulge[1] ? "marked" : ""}`);
      square.style.fillOpacity = 0.1 + (0.45 * Math.abs(entry)) / reach; // words stand on it
      square.dataset.value = entry;
      word.setAttribute("class", `live-tick ${i === j && (i >= size || size === 1) ? "live-done" : ""}`);
      write(entryText(entry));
    }));
    frameTwo(around, next, WIDE / n);
  };
}

const entryText = (entry) => (entry === 0 ? "" : Math.abs(entry) < 0.005 ? scientific(entry, 0) : fixed(entry));

// A frame around the two columns, or rows, of a turn, as far as the matrix in hand goes.
function frameTwo(rect, turn, wide) {
  if (!turn) return centred(rect, [0, 0], 0, 0);
  const long = turn.inHand * wide, middle = [(turn.k + 1) * wide, long / 2], size = [2 * wide - 4, long - 4];
  return turn.kind === "columns" ? centred(rect, middle, ...size) : centred(rect, middle.reverse(), ...size.reverse());
}

function cornerPlot(figure, n) {
  const plot = new LogPlot(figure, "The last entry beside the diagonal after each chase",
    { across: "chase", up: "last entry beside the diagonal", height: WIDE, width: WIDE });
  const lines = Array.from({ length: n + 1 }, () => plot.path("live-line live-thin")); // one for each size: each has its own last entry
  const spots = plot.dots(""), here = plot.dots("v live-here");
  return (corners, count) => {
    plot.range([0, [10, 20, 40, MOST_CHASES].find((size) => size >= corners.length - 1) ?? MOST_CHASES], [-17, 2]);
    const points = corners.slice(0, count + 1);
    lines.forEach((line, size) => line(points.filter((point) => point[2] === size)));
    spots(points);
    here(points.slice(-1));
  };
}

function buildChaseBulge(root, { B: given }) {
  const figure = new Figure(root, "Chasing the bulge, a turn at a time", { shift: "Wilkinson's", turns: 0 }, draw);
  const drawCells = bandCells(figure, given.length), drawCorner = cornerPlot(figure, given.length), allow = offerChases(figure);
  const reach = Math.max(...given.flat().map(Math.abs)), found = new Map();
  const show = figure.numbers({
    chase: ["chase", 0], mu: ["shift μ", 3], bulge: ["bulge", short], corner: ["last entry beside", short], left: ["columns left", 0],
  });

  function draw({ shift, turns }) {
    if (!found.has(shift)) found.set(shift, allChases(given, SHIFTS[shift]));
    const { frames, corners } = found.get(shift), frame = frames[turns], next = frames[turns + 1];
    const { B, size, bulge, chase, mu } = frame, over = !next || next.chase > chase;
    drawCells(frame, next, reach);
    drawCorner(corners, over ? chase : chase - 1);
    allow(turns, frames);
    show({ chase, mu, bulge: bulge ? B[bulge[0]][bulge[1]] : 0, corner: size > 1 ? beside(B, size) : 0, left: size });
    return `${lastOf(frame)} ${next ? `Next: ${namesOf(next)}.` : endOfChase(frame)}`;
  }
  figure.begin();
}

const short = (number) => scientific(number, 2);
const namesOf = ({ kind, k }) => `${kind} ${k + 1} and ${k + 2}`;

function lastOf(frame) {
  if (!frame.chase) return "Two diagonals, and no bulge yet.";
  const { bulge, size, inHand } = frame, left = `${size} column${size === 1 ? " is" : "s are"} left`;
  const where = bulge ? `the bulge is in row ${bulge[0] + 1}, column ${bulge[1] + 1}` : "the bulge has left the matrix";
  return `Chase ${frame.chase} turned ${namesOf(frame)}: ${where}.${size < inHand ? ` The last entry was negligible and is dropped: ${left}.` : ""}`;
}

function endOfChase({ B, size }) {
  if (size > 1) return `${MOST_CHASES} chases, and ${size} columns are left.`;
  const values = B.map((row, i) => Math.abs(row[i])).sort((a, b) => b - a);
  return `One diagonal is left, with the singular values ${values.map((value) => fixed(value, 3)).join(", ")}.`;
}

// Buttons, and a slider that moves the bulge by the arrow keys; what is returned is told where this is.
function offerChases(figure) {
  let frames = [];
  const go = (turns) => figure.change({ turns: clamp(turns, [0, frames.length - 1]) });
  const lastTurnOf = (count) => frames.map(({ chase }) => chase).lastIndexOf(count);
  const slider = figure.slider("turns", "Turn", { min: 0, max: 1 });
  const next = figure.button("Next turn", () => go(figure.state.turns + 1));
  const whole = figure.button("To the end of the chase", () => go(lastTurnOf(frames[figure.state.turns + 1].chase)));
  const back = figure.button("Back", () => go(figure.state.turns - 1));
  figure.choice("shift", "Shift", Object.keys(SHIFTS), (shift) => ({ shift, turns: 0 }));
  return (turns, all) => {
    frames = all;
    slider.max = all.length - 1;
    back.disabled = turns === 0;
    next.disabled = whole.disabled = turns === all.length - 1;
  };
}
