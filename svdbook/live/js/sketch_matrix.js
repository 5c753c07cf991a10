// The randomised range finder on a diagonal matrix. That is enough for every matrix with these singular values: V^T times a
// matrix of independent normal numbers is one again, and U changes no norm.

const SIZE = 100, DRAWS = 40;
const SPECTRA = {
  "fast: 1, 0.8, 0.64, ...": (j) => 0.8 ** (j - 1),
  "slow: 1, 1/2, 1/3, ...": (j) => 1 / j,
  "flat: from 1 to 0.5": (j) => 1 - (0.5 * (j - 1)) / (SIZE - 1),
  "ten above a floor of noise": (j) => (j <= 10 ? 1 - (j - 1) / 20 : 0.1),
};
const singularValues = (name) => Float64Array.from({ length: SIZE }, (_, i) => SPECTRA[name](i + 1));

// An orthonormal basis of the same span: Gram and Schmidt, each column twice, as once leaves rounding. Columns of arrays.
function orthonormal(columns) {
  columns.forEach((x, j) => {
    for (let pass = 0; pass < 2; pass++)
      for (let i = 0; i < j; i++) subtract(x, columns[i], inner(columns[i], x));
    const length = Math.sqrt(inner(x, x)) || 1;
    x.forEach((entry, i) => { x[i] = entry / length; });
  });
  return columns;
}

function inner(x, y) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

function subtract(x, y, factor) {
  for (let i = 0; i < x.length; i++) x[i] -= factor * y[i];
}

// Omega, its entries in the order of NumPy's rows: more columns keep none of the old ones.
function randomColumns(seed, count) {
  const numbers = normals(seed, SIZE * count);
  return Array.from({ length: count }, (_, j) => Float64Array.from({ length: SIZE }, (_, i) => numbers[i * count + j]));
}

// Q, by the products A Omega, and q times more by A^T and A: for a diagonal A both scale the rows.
function rangeFinder(s, count, q, seed) {
  const scaled = (columns) => columns.map((x) => x.map((entry, i) => s[i] * entry));
  let Q = orthonormal(scaled(randomColumns(seed, count)));
  for (let step = 0; step < 2 * q; step++) Q = orthonormal(scaled(Q));
  return Q;
}

// |A - Q Q^T A| in the 2-norm: the root of the largest eigenvalue of E^T E. Only eigenvalues are wanted, so no vector is turned.
function missed(s, Q) {
  const E = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++) {
    const row = E.subarray(i * SIZE, (i + 1) * SIZE);
    row[i] = 1;
    for (const x of Q) subtract(row, x, x[i]);
    row.forEach((entry, j) => { row[j] = entry * s[j]; });
  }
  const { d, e } = finished(tridiagonal(rowsOf(gram(E, SIZE, SIZE), SIZE, SIZE), SIZE));
  finished(diagonalise(Array.from({ length: SIZE }, () => []), d, e, SIZE));
  return Math.sqrt(Math.max(...d));
}

// The k largest singular values of Q^T A.
function foundValues(s, Q, k) {
  const small = Q.map((x) => Array.from(x, (entry, i) => entry * s[i])).flat();
  return Array.from(svd(small, Q.length, SIZE).s.slice(0, k));
}

// The bound of the mean (Halko, Martinsson and Tropp, theorem 10.6, and for q > 0 corollary 10.10), for k and p of at least 2.
function meanBound(s, k, p, q) {
  if (k < 2 || p < 2) return NaN;
  const power = 2 * q + 1, tail = s.slice(k).reduce((sum, sigma) => sum + sigma ** (2 * power), 0);
  return ((1 + Math.sqrt(k / (p - 1))) * s[k] ** power + ((Math.E * Math.sqrt(k + p)) / p) * Math.sqrt(tail)) ** (1 / power);
}

const average = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const begun = new Map(); // the errors of every setting, as far as they have been computed

function errorsOf({ spectrum, k, p, q }) {
  const key = [spectrum, k, p, q].join();
  if (!begun.has(key)) begun.set(key, new Map());
  return begun.get(key);
}

function buildSketchMatrix(root) {
  const begins = { spectrum: Object.keys(SPECTRA)[0], k: 10, p: 5, q: 0, seed: 1 };
  const figure = new Figure(root, "The randomised range finder, for many random matrices", begins, draw);
  const drawValues = valuesPlot(figure), drawMisses = missesPlot(figure), written = (number) => scientific(number, 2);
  figure.button("Next draw", () => figure.change({ seed: (figure.state.seed % DRAWS) + 1 }));
  figure.choice("spectrum", "Singular values", Object.keys(SPECTRA));
  figure.slider("k", "Wanted k", { min: 1, max: 30 });
  figure.slider("p", "Extra p", { min: 0, max: 20 });
  figure.slider("q", "Iterations q", { min: 0, max: 4 });
  const show = figure.numbers({
    seed: ["draw", 0], error: ["its error", written], best: ["σₖ₊₁", written, "sigma"], least: ["σₖ₊ₚ₊₁", written, "sigma"],
    draws: ["draws so far", 0], mean: ["mean error", written], bound: ["bound of the mean", written, "v"],
  });

  function draw(state) {
    const { spectrum, k, p, q, seed } = state, s = singularValues(spectrum), errors = errorsOf(state);
    const Q = rangeFinder(s, k + p, q, seed), values = foundValues(s, Q, k), limit = meanBound(s, k, p, q);
    if (!errors.has(seed)) errors.set(seed, missed(s, Q));
    if (!drawMore(s, state, errors)) figure.change({});
    const error = errors.get(seed), worst = Math.max(...values.map((value, i) => 1 - value / s[i]));
    drawValues(s, values, k);
    drawMisses(s, state, errors, limit);
    show({ seed, error, best: s[k], least: s[k + p], draws: errors.size, mean: average([...errors.values()]), bound: limit });
    const vectors = (count) => `${count} vector${count === 1 ? "" : "s"}`, size = p ? `the best that ${vectors(k)} can do; the sketch has ${k + p}` : `the best that ${vectors(k)} can do`;
    return `Draw ${seed} misses ${written(error)}, that is ${fixed(error / s[k])} times σ${lowered(k + 1)} = ${written(s[k])}, ${size}. ` +
      `Of the values found the worst is ${fixed(100 * worst, 1)} % too small.`;
  }
  figure.begin();
}

// A few draws with each frame, so that sliders stay quick; returns whether all are there.
function drawMore(s, { k, p, q }, errors) {
  const start = performance.now();
  for (let seed = 1; seed <= DRAWS && performance.now() - start < 6; seed++)
    if (!errors.has(seed)) errors.set(seed, missed(s, rangeFinder(s, k + p, q, seed)));
  return errors.size === DRAWS;
}

const PLOT = { width: 290, height: 230 };

function valuesPlot(figure) {
  const plot = new LogPlot(figure, "Singular values, true ones and those found", { across: "number", up: "singular values; small dots: found", ...PLOT });
  const truth = plot.dots("sigma"), found = plot.dots("live-found"), cut = plot.path("live-faint"), name = plot.text("live-tick live-name");
  return (s, list, k) => {
    plot.range([0, 50], decadesOf([s[0], s[49]]));
    truth(Array.from(s.slice(0, 50), (value, i) => [i + 1, value]));
    found(list.map((value, i) => [i + 1, value]));
    cut([[k + 0.5, 1e-9], [k + 0.5, 1e9]]);
    name([k + 0.5, 1e9], [0, 14], `k = ${k}`);
  };
}

function missesPlot(figure) {
  const plot = new LogPlot(figure, "What each of forty random matrices misses", { across: "draw", up: "error of the sketch", ...PLOT, right: 56 });
  const best = plot.path("live-line sigma"), least = plot.path("live-line sigma dashed"), bound = plot.path("live-line v");
  const spots = plot.dots(""), here = plot.dots("u live-here"), level = (height) => [[0, height], [DRAWS, height]];
  const [boundName, bestName, leastName] = ["v", "sigma", "sigma"].map((kind) => plot.text(`live-tick live-name start ${kind}`));
  return (s, { k, p, seed }, errors, limit) => {
    plot.range([0, DRAWS], decadesOf([Math.max(limit || 0, 3 * s[k]), s[k + p]]));
    best(level(s[k]));
    least(level(s[k + p]));
    bound(Number.isNaN(limit) ? [] : level(limit));
    spots([...errors]);
    here([[seed, errors.get(seed)]]);
    const [top, middle, bottom] = apartBy(LINE, [limit || 1, s[k], s[k + p]].map((height) => plot.to([DRAWS, height])[1]));
    boundName([DRAWS, limit || 1], [5, top + 5], limit ? "bound" : "");
    bestName([DRAWS, s[k]], [5, middle + 5], `σ${lowered(k + 1)}`);
    leastName([DRAWS, s[k + p]], [5, bottom + 5], p ? `σ${lowered(k + p + 1)}` : "");
  };
}

// How far three names, the highest first, go from their lines so as to be a line of writing apart: the middle one stays.
const LINE = 15;
const apartBy = (least, [high, middle, low]) => [Math.min(0, middle - least - high), 0, Math.max(0, middle + least - low)];

const decadesOf = ([high, low]) => [Math.floor(Math.log10(low) - 0.1), Math.ceil(Math.log10(high) + 0.1)];
