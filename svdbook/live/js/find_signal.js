// A picture of few terms under noise: its singular values, the threshold that finds them, and how near each k comes to the truth.

function buildFindSignal(root, { amplitudes, left, right, n }) {
  const initial = { noise: 30, rank: amplitudes.length, k: amplitudes.length, seed: 1, truth: false };
  const figure = new Figure(root, "A signal is looked for in noise", initial, draw);
  const hidden = [left, right].map((signs) => new Int8Array(bytesOf(signs).buffer));
  const paint = threePictures(figure, n), mark = drawFound(figure, n, amplitudes.length);
  figure.slider("noise", "Noise", { min: 5, max: 100, step: 5, text: (noise) => `ω = ${noise}` });
  figure.slider("rank", "True rank", { min: 1, max: amplitudes.length });
  figure.slider("k", "Terms k", { min: 0, max: n });
  figure.tick("truth", "Show the truth");
  const show = figure.numbers({
    kept: ["error with k terms", 2], seen: ["error of what is seen", 2],
    chosen: ["k by the threshold", 0, "sigma"], best: ["k of the least error", (k) => (figure.state.truth ? k : "hidden")],
  });
  figure.button("New noise", () => figure.change({ seed: figure.state.seed + 1 }));

  function draw({ noise, rank, k, seed, truth }) {
    const A = signalOf(amplitudes.slice(0, rank), hidden, n), Y = withNoise(A, noise, seed);
    const F = svd(Y, n, n), sums = sumsOf(F, n), errors = sums.map((sum) => meanDistance(sum, A));
    const threshold = (4 / Math.sqrt(3)) * Math.sqrt(n) * noise, edge = 2 * Math.sqrt(n) * noise;
    const above = (level) => F.s.filter((value) => value > level).length, best = errors.indexOf(Math.min(...errors));
    const told = truth ? ` The least error is ${fixed(errors[best], 1)}, with k = ${best}.` : "";
    paint(Y, sums[k], k, truth && A);
    mark(F.s, k, threshold, edge, truth ? amplitudes.slice(0, rank).map((height) => height * n) : []);
    show({ kept: errors[k], seen: errors[n], chosen: above(threshold), best });
    return `${above(edge)} of ${n} singular values are above the edge of the noise, ${fixed(edge, 0)}, and ${above(threshold)} above the threshold, `
      + `${fixed(threshold, 0)}. In the root mean square what is seen is ${fixed(errors[n], 1)} grey levels off the truth, and with k = ${k} terms `
      + `${fixed(errors[k], 1)}.${told}`;
  }
  figure.begin();
}

function threePictures(figure, n) {
  const [seen, kept, hidden] = [1, 2, 3].map(() => greyPicture(figure, n, n));
  for (const canvas of figure.stage.querySelectorAll("canvas")) {
    canvas.classList.add("live-pixels"); // noise must not be smoothed
    canvas.parentNode.classList.add("live-third");
  }
  return (Y, sum, k, A) => {
    seen(inGrey(Y), "What is seen");
    kept(inGrey(sum), k === 1 ? "1 term of it" : `${k} terms of it`);
    hidden(A ? inGrey(A) : Y.map(() => 127.5), A ? "The truth" : "The truth, still hidden");
  };
}

// Signs of the two factors, which are perpendicular to those of the other terms: each singular value is n times its height.
function signalOf(amplitudes, [left, right], n) {
  const A = new Float64Array(n * n);
  amplitudes.forEach((height, l) => {
    for (let i = 0; i < A.length; i++) A[i] += height * left[l * n + Math.floor(i / n)] * right[l * n + (i % n)];
  });
  return A;
}

function withNoise(A, noise, seed) {
  const errors = normals(seed, A.length);
  return A.map((entry, i) => entry + noise * errors[i]);
}

// The sums of the first 0, 1, ..., n terms.
function sumsOf({ U, s, V }, n) {
  const sums = [new Float64Array(n * n)];
  for (let l = 0; l < n; l++)
    sums.push(sums[l].map((entry, i) => entry + U[Math.floor(i / n) * n + l] * s[l] * V[(i % n) * n + l]));
  return sums;
}

const meanDistance = (A, B) => Math.sqrt(A.reduce((sum, entry, i) => sum + (entry - B[i]) ** 2, 0) / A.length);
const inGrey = (A) => A.map((entry) => 127.5 + entry);

// The singular values as dots, full if they are kept, and the two levels; bars for those of the truth, if they are told.
function drawFound(figure, n, most) {
  const plot = new LogPlot(figure, "The singular values of what is seen, the threshold and the edge of the noise", {
    across: "number", up: "singular values; full dots are kept", height: 270,
  });
  plot.svg.classList.add("live-wide");
  plot.range([0, n + 1], [-0.4, 3.6]);
  plot.words(plot.frame.left - 8, plot.frame.bottom + 5, "less", "end");
  const line = plot.path("live-line sigma live-thin"), border = plot.path("live-line live-thin dashed");
  const bars = Array.from({ length: most }, () => plot.path("live-line"));
  const dots = plot.dots("sigma"), holes = plot.dots("hole");
  const lineName = plot.text("live-tick live-name sigma end", "threshold"), borderName = plot.text("live-tick live-name end", "edge of the noise");
  return (s, k, threshold, edge, truth) => {
    const points = Array.from(s, (value, i) => [i + 1, value]), level = (height) => [[0, height], [n + 1, height]];
    line(level(threshold));
    border(level(edge));
    lineName([n, threshold], [0, -7]);
    borderName([n, edge], [0, 17]);
    bars.forEach((bar, i) => bar(i < truth.length ? [[i + 0.1, truth[i]], [i + 1.9, truth[i]]] : []));
    dots(points);
    holes(points.slice(k));
  };
}
