// One-sided Jacobi, a turn at a time: two columns are made perpendicular, then the next two, until all are.

const MOST_SWEEPS = 12; // rounding alone could go on for ever where columns depend on one another
const ROUNDING = (m) => Math.sqrt(m) * Number.EPSILON; // svdlib's rule: what is called perpendicular

const columnOf = (A, j) => A.map((row) => row[j]);
const scalarProduct = (x, y) => x.reduce((sum, entry, i) => sum + entry * y[i], 0);
const pairsOf = (n) => Array.from({ length: n }, (_, p) => Array.from({ length: n - p - 1 }, (_, k) => [p, p + 1 + k])).flat();

// The scalar products of all columns, their lengths, the cosines, and the sum of squares off the diagonal.
function perpendicularity(A) {
  const columns = A[0].map((_, j) => columnOf(A, j)), lengths = columns.map((x) => Math.hypot(...x));
  const gram = columns.map((x) => columns.map((y) => scalarProduct(x, y)));
  const cosines = gram.map((row, i) => row.map((g, j) => (g === 0 ? 0 : g / lengths[i] / lengths[j])));
  const off = gram.flatMap((row, i) => row.map((g, j) => (i === j ? 0 : g * g))).reduce((sum, square) => sum + square, 0);
  return { lengths, gram, cosines, off };
}

// Columns p and q, turned until they are perpendicular; of the two angles that do it, the smaller.
function turnedPair(A, [p, q], { lengths, gram }) {
  const g = gram[p][q], [a, b] = [lengths[p], lengths[q]];
  if (Math.abs(g) <= ROUNDING(A.length) * a * b) return { A, angle: 0 };
  const zeta = ((b - a) * (b + a)) / (2 * Math.abs(g)); // the cotangent of twice the angle
  const t = (Math.sign(g) * (zeta < 0 ? -1 : 1)) / (Math.abs(zeta) + Math.hypot(1, zeta)), c = 1 / Math.hypot(1, t), s = c * t;
  const turnedEntry = (row, j) => (j === p ? c * row[p] - s * row[q] : j === q ? s * row[p] + c * row[q] : row[j]);
  return { A: A.map((row) => row.map((_, j) => turnedEntry(row, j))), angle: Math.atan(t) };
}

// Every state from the given columns to perpendicular ones.
function allTurns(A) {
  const pairs = pairsOf(A[0].length), frames = [{ A, ...perpendicularity(A) }];
  const done = ({ cosines }) => pairs.every(([p, q]) => Math.abs(cosines[p][q]) <= ROUNDING(A.length));
  while (!done(frames.at(-1)) && frames.length <= MOST_SWEEPS * pairs.length) {
    const last = frames.at(-1), pair = pairs[(frames.length - 1) % pairs.length];
    const { A: next, angle } = turnedPair(last.A, pair, last);
    frames.push({ A: next, pair, angle, cleared: 2 * last.gram[pair[0]][pair[1]] ** 2, ...perpendicularity(next) });
  }
  return frames;
}

const tableOf = (flat, n) => Array.from({ length: flat.length / n }, (_, i) => Array.from(flat.slice(i * n, (i + 1) * n)));
const randomTable = (seed, m, n) => tableOf(normals(seed, m * n).map((entry) => Math.round(20 * entry) / 10), n);

const STARTS = {
  "given": (seed, given) => given,
  "random": (seed, given) => randomTable(seed, given.length, given[0].length),
  "two nearly equal": nearlyEqual,
  "dependent columns": (seed, given) => randomTable(seed, given.length, given[0].length).map((row) => [...row.slice(0, -1), row[0] + row.at(-2)]),
};

// Random directions, and the singular values 4, 3.999, 2, 1 (and smaller ones).
function nearlyEqual(seed, given) {
  const [m, n] = [given.length, given[0].length], { U, V } = svd(randomTable(seed, m, n).flat(), m, n);
  const s = Array.from({ length: n }, (_, i) => [4, 3.999, 2, 1, 0.5][i]);
  return tableOf(U, n).map((row) => tableOf(V, n).map((v) => scalarProduct(row.map((u, j) => u * s[j]), v)));
}

// The columns, warm above zero and cool below, and under each its length.
function matrixCells(figure, m, n) {
  const cell = cells(figure, "The columns, and the length of each", m + 1, n, 36 * (m + 1));
  const entries = Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => cell(i, j)));
  const lengths = Array.from({ length: n }, (_, j) => cell(m, j, "sigma"));
  for (const { square, size } of [...entries.flat(), ...lengths]) { size(1); square.classList.add("whole"); }
  return ({ A, lengths: sizes, pair = [] }, reach) => {
    entries.forEach((row, i) => row.forEach(({ square, write }, j) => {
      square.setAttribute("class", `live-cell whole ${A[i][j] < 0 ? "cool" : "warm"} ${pair.includes(j) ? "marked" : ""}`);
      square.style.fillOpacity = (0.5 * Math.abs(A[i][j])) / reach; // words stand on it
      square.dataset.value = A[i][j];
      write(fixed(A[i][j]));
    }));
    lengths.forEach(({ square, write }, j) => {
      square.setAttribute("class", "live-cell bare");
      write(fixed(sizes[j], 3));
    });
  };
}

// Above the diagonal a square for each pair of columns, as large as the cosine of their angle; below it the cosine in numbers.
function gramCells(figure, n) {
  const cell = cells(figure, "How far each pair of columns is from perpendicular", n, n, 50 * n);
  const parts = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => [cell(i, j), cell(i, j, i === j ? "sigma" : "")]));
  return ({ cosines, pair = [] }, next) => {
    parts.forEach((row, i) => row.forEach(([frame, { square, size, write }], j) => {
      const pairIs = (other) => String([Math.min(i, j), Math.max(i, j)]) === String(other);
      frame.size(1);
      frame.square.setAttribute("class", `live-cell bare ${pairIs(pair) ? "marked" : ""} ${pairIs(next) ? "coming" : ""}`);
      square.setAttribute("class", `live-cell full ${i < j ? "" : "bare"}`);
      size(i < j ? Math.sqrt(Math.min(1, Math.abs(cosines[i][j]))) : 0);
      write(i > j ? cosineText(cosines[i][j]) : i === j ? `a${"₁₂₃₄₅"[i]}` : "");
    }));
  };
}

const written = (number) => scientific(number, 2);
const cosineText = (cosine) => (Math.abs(cosine) < 1e-15 ? "0" : Math.abs(cosine) < 0.001 ? scientific(cosine, 0) : fixed(cosine, 3));

function buildStepJacobi(root, { A: given }) {
  const m = given.length, n = given[0].length, pairs = pairsOf(n);
  const figure = new Figure(root, "Jacobi's method, a turn of two columns at a time", { example: "given", seed: 1, turns: 0 }, draw);
  const drawMatrix = matrixCells(figure, m, n), drawGram = gramCells(figure, n), drawFall = fallPlot(figure, pairs.length);
  let key = "", frames = [];
  const allow = offerTurns(figure, pairs.length);
  const show = figure.numbers({
    turns: ["turns", 0], sweep: ["sweep", 0], angle: ["angle in degrees", 2], cleared: ["this turn cleared 2g²", written], off: ["off(G)²", written],
  });

  function draw({ example, seed, turns }) {
    if (key !== (key = `${example} ${seed}`)) frames = allTurns(STARTS[example](seed, given));
    const frame = frames[turns], over = turns === frames.length - 1, next = over ? [] : pairs[turns % pairs.length];
    drawMatrix(frame, Math.max(...frames.flatMap(({ A }) => A.flat().map(Math.abs))));
    drawGram(frame, next);
    drawFall(frames, turns);
    allow(turns, frames.length - 1);
    const sweep = Math.ceil(turns / pairs.length), degrees = ((frame.angle ?? 0) * 180) / Math.PI;
    show({ turns, sweep, angle: degrees, cleared: frame.cleared ?? 0, off: frame.off });
    return `${lastTurn(frame, turns, sweep, degrees)} ${over ? endOf(frame) : `Next: columns ${next.map((j) => j + 1).join(" and ")}.`}`;
  }
  figure.begin();
}

// Buttons for turns and matrices; what is returned is told which turn this is, and which is the last.
function offerTurns(figure, sweep) {
  let end = 0;
  const go = (turns) => figure.change({ turns: clamp(figure.state.turns + turns, [0, end]) });
  const next = figure.button("Next rotation", () => go(1)), whole = figure.button("Whole sweep", () => go(sweep - (figure.state.turns % sweep)));
  const back = figure.button("Back", () => go(-1));
  figure.choice("example", "Matrix", Object.keys(STARTS), (example) => ({ example, turns: 0 }));
  figure.button("Another random one", () => figure.change({
    seed: figure.state.seed + 1, turns: 0, example: figure.state.example === "given" ? "random" : figure.state.example,
  }));
  return (turns, last) => {
    end = last;
    back.disabled = turns === 0;
    next.disabled = whole.disabled = turns === last;
  };
}

function fallPlot(figure, sweep) {
  const plot = new LogPlot(figure, "The sum of squares off the diagonal after each turn", { across: "sweeps", up: "off(G)²", height: 210 });
  const fall = plot.path("live-line"), spots = plot.dots(""), here = plot.dots("v live-here");
  return (frames, turns) => {
    plot.range([0, Math.max(6, Math.ceil((frames.length - 1) / sweep))], [-32, 4]);
    const points = frames.slice(0, turns + 1).map(({ off }, i) => [i / sweep, off]);
    fall(points);
    spots(points);
    here(points.slice(-1));
  };
}

function lastTurn({ pair, off }, turns, sweep, degrees) {
  if (!turns) return "No turn yet.";
  const [p, q] = pair.map((j) => j + 1);
  const what = degrees ? `turned columns ${p} and ${q} by ${inDegrees(degrees)}` : `found columns ${p} and ${q} perpendicular and left them`;
  return `Turn ${turns}, in sweep ${sweep}, ${what}; off(G)² is ${written(off)}.`;
}

const endOf = ({ lengths }) =>
  `All columns are perpendicular, and no turn is left: their lengths are the singular values, ${[...lengths].sort((a, b) => b - a).map((length) => fixed(length, 3)).join(", ")}.`;
