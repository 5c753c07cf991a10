// Power steps in the plane: multiply by A^T A and scale to length one, or solve with A^T A - mu I in place of multiplying.

const MOST_STEPS = 500;
const WAYS = ["multiply by AᵀA", "solve, μ fixed", "solve, μ follows x"];
const [MULTIPLY, FIXED, FOLLOWING] = WAYS;
const v1At = 0.6; // the angle of v_1 in the examples
const withRatio = (ratio) => [[Math.cos(v1At), Math.sin(v1At)], [-ratio * Math.sin(v1At), ratio * Math.cos(v1At)]];
const MATRICES = { "σ₂/σ₁ = 0.5": withRatio(0.5), "σ₂/σ₁ = 0.9": withRatio(0.9), "σ₂/σ₁ = 0.99": withRatio(0.99), "σ₂ = σ₁": withRatio(1) };

const unit = (angle) => [Math.cos(angle), Math.sin(angle)];
const degrees = (angle) => (angle * 180) / Math.PI;

function partsOf(A) {
  const { s, V } = svd(A.flat(), 2, 2), S = gram(A.flat(), 2, 2);
  return { A, s, S: [[S[0], S[1]], [S[2], S[3]]], v1: [V[0], V[2]], v2: [V[1], V[3]] };
}

// A shift that follows the vector is |Ax|^2, the quotient of Rayleigh.
// One step, on the side where the vector was: only its line counts. To solve, the adjugate is enough, as lengths are made one
// in any case, and it cannot divide by zero if the shift is an eigenvalue.
function stepped({ A, S: [[a, b], [c, d]] }, way, mu, x) {
  const shift = way === FOLLOWING ? Math.hypot(...image(A, x)) ** 2 : mu;
  const y = image(way === MULTIPLY ? [[a, b], [c, d]] : [[d - shift, -b], [-c, a - shift]], x), length = Math.hypot(...y);
  if (!length) return x;
  const side = y[0] * x[0] + y[1] * x[1] < 0 ? -length : length;
  return [y[0] / side, y[1] / side];
}

// The angle between the lines of x and v_1, and its tangent.
function distance({ v1, v2 }, x) {
  const along = Math.abs(x[0] * v1[0] + x[1] * v1[1]), across = Math.abs(x[0] * v2[0] + x[1] * v2[1]);
  return { angle: degrees(Math.atan2(across, along)), tangent: across / along };
}

// By which number theory says that a step multiplies the tangent; with a shift that follows there is none.
function factorOf({ s }, way, mu) {
  if (way === FOLLOWING) return NaN;
  const [first, second] = s.map((sigma) => sigma * sigma);
  return way === FIXED ? Math.abs((first - mu) / (second - mu)) : second / first;
}

function buildStepPower(root, { A: given }) {
  const begins = { A: given, example: "own", start: 1.9, steps: 0, way: MULTIPLY, mu: 1.2 };
  const figure = new Figure(root, "The power method in the plane, a step at a time", begins, draw);
  const drawCircle = circlePlane(figure), drawFall = tangentPlot(figure);
  offerSteps(figure);
  figure.choice("example", "Matrix", ["own", ...Object.keys(MATRICES)], (example) => ({ A: MATRICES[example] ?? given, example, steps: 0 }));
  figure.matrix("A", { example: "own", steps: 0 });
  const short = (value) => (Number.isNaN(value) ? "–" : scientific(value, 2)); // there is none before the first step
  const show = figure.numbers({
    steps: ["steps", 0], angle: ["angle to v₁ in degrees", short], tangent: ["its tangent", short],
    took: ["last factor", short], factor: ["by theory", short], sigma1: ["σ₁", 3, "sigma"], sigma2: ["σ₂", 3, "sigma"],
  });

  function draw({ A, start, steps, way, mu }) {
    const parts = partsOf(A), vectors = [unit(start)];
    while (vectors.length <= steps) vectors.push(stepped(parts, way, mu, vectors.at(-1)));
    const tangents = vectors.map((x) => distance(parts, x).tangent), factor = factorOf(parts, way, mu);
    drawCircle(parts, vectors);
    drawFall(tangents, factor);
    const [before, tangent] = [tangents.at(-2), tangents.at(-1)], { angle } = distance(parts, vectors.at(-1));
    show({ steps, angle, tangent, took: steps ? tangent / before : NaN, factor, sigma1: parts.s[0], sigma2: parts.s[1] });
    return `${steps === 1 ? "1 step" : `${steps} steps`}: the angle to v₁ is ${inDegrees(angle)}. ${verdict(parts.s, way, factor, tangent)}`;
  }
  figure.begin();
}

function offerSteps(figure) {
  const step = (steps) => figure.change({ steps: clamp(figure.state.steps + steps, [0, MOST_STEPS]) });
  const forth = [1, 10].map((steps) => figure.button(steps === 1 ? "Next step" : "Ten steps", () => step(steps)));
  const back = figure.button("Back", () => step(-1));
  figure.button("Start perpendicular to v₁", () => {
    const { v2 } = partsOf(figure.state.A);
    figure.change({ start: Math.atan2(v2[1], v2[0]), steps: 0 });
  });
  figure.choice("way", "A step", WAYS, (way) => ({ way, steps: 0 }));
  const shift = figure.slider("mu", "Shift μ", { min: 0, max: 3, step: 0.01, text: (value) => fixed(value) });
  figure.synced.push(({ way, steps }) => {
    shift.disabled = way !== FIXED;
    back.disabled = steps === 0;
    for (const button of forth) button.disabled = steps === MOST_STEPS;
  });
}

function circlePlane(figure) {
  const plane = new Plane(figure, "The unit circle with the vectors of all steps", { x: [-1.3, 1.3], y: [-1.3, 1.3], width: 290, grid: 0 });
  plane.path("live-faint")(CIRCLE, true);
  const lines = [1, 2].map((i) => [plane.path("live-line v live-thin"), plane.text("live-name v", `v${lowered(i)}`)]);
  const trail = plane.path("live-line live-trail"), now = plane.arrow("plain");
  plane.handle("The first vector x₀", "u", ({ start }) => unit(start), ([x, y]) => ({ start: Math.atan2(y, x), steps: 0 }), { step: 0.02 });
  return ({ v1, v2 }, vectors) => {
    [v1, v2].forEach(([x, y], i) => {
      const [line, name] = lines[i];
      line([[-1.25 * x, -1.25 * y], [1.25 * x, 1.25 * y]]);
      name([1.2 * x, 1.2 * y], [-14 * y, 5 - 14 * x]);
    });
    trail(vectors.slice(0, -1).flatMap((x) => [[0, 0], x]));
    now(vectors.at(-1));
  };
}

function tangentPlot(figure) {
  const plot = new LogPlot(figure, "The tangent of the angle to v₁ after each step, beside what theory says",
    { across: "step", up: "tangent of the angle to v₁", width: 290, height: 290 });
  const theory = plot.path("live-line v live-thin"), spots = plot.dots(""), here = plot.dots("u live-here");
  return (tangents, factor) => {
    const last = [10, 20, 50, 100, 200, MOST_STEPS].find((size) => size >= tangents.length - 1);
    plot.range([0, last], [-17, tangents.some((value) => value > 1e4) ? 17 : 3]);
    theory(Number.isNaN(factor) ? [] : Array.from({ length: last + 1 }, (_, i) => [i, Math.min(tangents[0], 1e17) * factor ** i]));
    spots(tangents.map((value, i) => [i, value]));
    here([[tangents.length - 1, tangents.at(-1)]]);
  };
}

function verdict(s, way, factor, tangent) {
  if (way === FOLLOWING) return `The shift follows the vector, which turns to ${tangent < 1 ? "v₁" : "v₂"}: of the two, the nearer one.`;
  if (way === MULTIPLY && s[0] - s[1] < 1e-12 * s[0]) return "σ₁ = σ₂: no direction is stretched more than another, and no step turns the vector.";
  const theory = `By theory each step multiplies its tangent by ${scientific(factor, 2)}`;
  return factor > 1 ? `${theory}: μ is nearer to σ₂² than to σ₁², and the vector turns to v₂.` : `${theory}.`;
}
