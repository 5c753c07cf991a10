// A photograph blurred by motion, Y = A X and noise, and what is made of it by a filter: the sum of f_i (u_i^T Y / sigma_i) v_i.
// X has more rows than Y, since the camera took in what is beyond the edge. Grey levels are counted from the middle one.

// Each way to hold back is given an amount from 0 to 120, and says how much that is, and the factor of a singular value.
const WAYS = {
  "cut": (amount, n) => ({ text: `k = ${n - amount} of ${n} terms`, factor: (_, i) => (i < n - amount ? 1 : 0) }),
  "damp": (amount) => {
    const alpha = 10 ** (amount / 20 - 6);
    return { text: `α = ${Number(alpha.toPrecision(2))}`, factor: (s) => (s * s) / (s * s + alpha) };
  },
  "stop early": (amount, _, largest) => {
    const steps = Math.round(10 ** (6 - amount / 20));
    return { text: steps === 1 ? "1 step" : `${fixed(steps, 0)} steps`, factor: (s) => 1 - (1 - (s / largest) ** 2) ** steps };
  },
};

// Row i is the mean of the rows i to i + width - 1 of the scene, which has m.
const blurOf = (n, m, width) => Float64Array.from({ length: n * m }, (_, at) => {
  const after = (at % m) - Math.floor(at / m);
  return after >= 0 && after < width ? 1 / width : 0;
});

function decibels(picture, truth) {
  const bytes = Uint8ClampedArray.from(picture); // as they are shown
  const squares = truth.reduce((sum, level, i) => sum + (level - bytes[i]) ** 2, 0);
  return 10 * Math.log10((255 ** 2 * truth.length) / squares);
}

const inDecibels = (number) => `${fixed(number, 1)}\u00a0dB`; // the unit stays with its number

function buildDampOrCut(root, { photo, blurred, n, width, middle }) {
  const truth = bytesOf(photo), Y = Float64Array.from(new Int16Array(bytesOf(blurred).buffer), (level) => level / 100);
  const m = n + width - 1, margin = (width - 1) / 2, { U, s, V } = svd(blurOf(n, m, width), n, m);
  const C = product(transposed(U, n, n), Y.map((level) => level - middle), n, n, n);
  const energies = s.map((_, i) => C.subarray(i * n, i * n + n).reduce((sum, c) => sum + c * c, 0));
  const figure = new Figure(root, "A blurred photograph, and what filters make of it", { way: "damp", amount: 20, truth: false }, draw);
  const before = greyPicture(figure, n, n), after = greyPicture(figure, n, n), mark = drawFilter(figure, n);
  figure.choice("way", "Way", Object.keys(WAYS), (way) => ({ way }));
  figure.tick("truth", "True photograph");
  figure.slider("amount", "Hold back", { min: 0, max: 120, text: (amount) => WAYS[figure.state.way](amount, n, s[0]).text });
  const show = figure.numbers({ psnr: ["PSNR in dB", 2], missed: ["misses Y by, in grey levels", 3], kept: [`sum of the ${n} factors`, 1] });

  function draw({ way, amount, truth: wanted }) {
    const { text, factor } = WAYS[way](amount, n, s[0]), f = s.map(factor);
    const scaled = V.map((entry, at) => (entry * f[at % n]) / s[at % n]);
    const scene = product(scaled, C, m, n, n).map((level) => level + middle);
    const restored = scene.subarray(margin * n, (margin + n) * n), psnr = decibels(restored, truth);
    before(wanted ? truth : Y, wanted ? "The true photograph" : `Blurred and noisy: ${inDecibels(decibels(Y, truth))}`);
    after(restored, `Restored, ${text}: ${inDecibels(psnr)}`);
    mark(f);
    const missed = Math.sqrt(energies.reduce((sum, energy, i) => sum + (1 - f[i]) ** 2 * energy, 0) / (n * n));
    show({ psnr, missed, kept: f.reduce((sum, factor) => sum + factor, 0) });
    return `${way[0].toUpperCase()}${way.slice(1)}, ${text}: the restored photograph has ${inDecibels(psnr)}. `
      + `Blurred again, it misses Y by ${fixed(missed, 2)} grey levels in the root mean square.`;
  }
  figure.begin();
}

// The factors as dots, from the largest singular value to the smallest.
function drawFilter(figure, n) {
  const plane = new Plane(figure, "The filter factors, from 0 to 1", { x: [-n / 10, n + 3], y: [-0.36, 1.25], height: 240, grid: 0 });
  for (const level of [0, 0.5, 1]) {
    plane.path("live-grid")([[0, level], [n + 1, level]]);
    plane.text("live-tick", level)([-n / 20, level], [0, 5]);
  }
  for (const i of [1, n / 2, n]) plane.text("live-tick", i)([i, 0], [i === n ? -6 : 0, 24]);
  plane.text("live-tick", "number i of the term")([n * 0.5, 0], [0, 42]);
  plane.text("live-tick start", "filter factor")([1, 1.25], [-6, 16]);
  const dots = Array.from({ length: n }, () => plane.dot("live-dot sigma", 2.5));
  return (factors) => dots.forEach((dot, i) => dot([i + 1, factors[i]]));
}
