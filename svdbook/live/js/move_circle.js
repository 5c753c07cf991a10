// Any 2 x 2 matrix by its columns or its numbers, and what V^T, Sigma and U do to the circle, one after the other.

const EXAMPLES = {
  "turn": [[0.8, -0.6], [0.6, 0.8]],
  "mirror": [[0.6, 0.8], [0.8, -0.6]],
  "stretch": [[2, 0], [0, 0.5]],
  "shear": [[1, 1], [0, 1]],
  "projection": [[0.8, 0.4], [0.4, 0.2]],
  "nearly singular": [[1, 2], [1, 2.1]],
};

// Both factors turn, neither mirrors: what mirrors is then a sigma_2 below zero, which U takes over in the end.
function factors(A) {
  const { s, V } = svd(A.flat(), 2, 2), v = Math.atan2(V[2], V[0]);
  const [x, y] = image(A, [Math.cos(v), Math.sin(v)]);
  const determinant = A[0][0] * A[1][1] - A[0][1] * A[1][0];
  return { s, v, u: s[0] ? Math.atan2(y, x) : 0, determinant, mirrored: determinant < 0 ? -1 : 1 };
}

// The matrix of a part of the way: t from 0 to 1 turns by V^T, from 1 to 2 stretches by Sigma, from 2 to 3 turns by U.
function partOfTheWay({ s, v, u, mirrored }, t) {
  const [one, two, three] = [0, 1, 2].map((start) => clamp(t - start, [0, 1]));
  const stretch = [1 + two * (s[0] - 1), (1 + two * (s[1] - 1)) * (1 + three * (mirrored - 1))];
  const after = turning(three * u), before = turning(-one * v);
  return [0, 1].map((i) => [0, 1].map((j) => after[i][0] * stretch[0] * before[0][j] + after[i][1] * stretch[1] * before[1][j]));
}

const STEPS = ["circle", "Vᵀ turns", "Σ stretches", "U turns"];
const stepOf = (t) => STEPS[Math.ceil(t - 1e-9)];

const SEEN = 2.6, ROOM = 2.2; // how far the plane reaches, and how far an arrow may, as its name needs some

function buildMoveCircle(root, { A }) {
  const begins = { A, t: 3, example: "own" };
  const figure = new Figure(root, "A matrix of two rows and two columns, and what it makes of the unit circle", begins, draw);
  let own = A; // the matrix that was dragged or typed in, to come back to
  const plane = new Plane(figure, "The plane", { x: [-SEEN, SEEN], y: [-SEEN, SEEN] }), drawPlane = shapes(plane);
  for (const j of [0, 1]) holdColumn(plane, j);
  figure.matrix("A", { example: "own" });
  figure.choice("example", "Example", ["own", ...Object.keys(EXAMPLES)],
    (name) => ({ A: name === "own" ? own : EXAMPLES[name], t: 3, example: name }));
  figure.slider("t", "Step", { min: 0, max: 3, step: 0.05, text: stepOf });
  const show = figure.numbers({
    sigma1: ["σ₁", 3, "sigma"], sigma2: ["σ₂", 3, "sigma"], condition: ["κ = σ₁/σ₂", 2], determinant: ["det A", 3],
  });

  function draw({ A, t, example }) {
    if (example === "own") own = A;
    const parts = factors(A), { s, determinant } = parts;
    if (!plane.held) plane.zoom(roundAbove(Math.max(1, s[0] / ROOM))); // else it would run away from the hand
    drawPlane(A, parts, t);
    show({ sigma1: s[0], sigma2: s[1], condition: s[1] > 2 * Number.EPSILON * s[0] ? s[0] / s[1] : Infinity, determinant });
    const way = t < 3 ? ` Step: ${stepOf(t)}.` : "";
    return `σ₁ = ${fixed(s[0], 2)} and σ₂ = ${fixed(s[1], 2)}: the circle becomes ${shapeOf(s)}${determinant < 0 ? ", mirrored" : ""}.${way}`;
  }
  figure.begin();
}

// The least of 1, 2, 5, 10, 20, 50, ... that is no smaller.
function roundAbove(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= number);
}

// All that is seen of a matrix, its parts, and how far we are on the way from the circle to its image.
function shapes(plane) {
  const circle = plane.path("live-faint"), ellipse = plane.path("live-outline"), tick = plane.text("live-tick");
  const images = [1, 2].map((i) => plane.arrow("plain", `Ae${"₁₂"[i - 1]}`, 28));
  const axes = [1, 2].map((i) => plane.arrow("u", `σ${"₁₂"[i - 1]}u${"₁₂"[i - 1]}`, 22));
  const before = [1, 2].map((i) => plane.arrow("v", `v${"₁₂"[i - 1]}`));
  const beads = CIRCLE.filter((_, i) => i % 10 === 0).map((point, i) => [point, plane.dot(`live-bead hue-${i}`, 4)]);
  return (A, parts, t) => {
    const M = partOfTheWay(parts, t), columns = [0, 1].map((j) => [A[0][j], A[1][j]]), unit = [2 * plane.scale, -0.12 * plane.scale];
    circle(CIRCLE, true);
    ellipse(CIRCLE.map((point) => image(M, point)), true);
    for (const [point, bead] of beads) bead(image(M, point));
    tick(unit, [0, 5], fixed(2 * plane.scale, 0));
    columns.forEach((column, j) => images[j](column));
    [parts.v, parts.v + Math.PI / 2].map((angle) => [Math.cos(angle), Math.sin(angle)]).forEach((vector, i) => {
      before[i](t < 3 ? image(M, vector) : vector);
      axes[i](t < 3 ? [0, 0] : image(A, vector), [0, 0], t < 3 ? { name: "" } : {});
    });
    plane.writeNames([...columns, unit]);
  };
}

function holdColumn(plane, j) {
  plane.handle(`Column ${j + 1}, the image of e${"₁₂"[j]}`, "plain", ({ A }) => [A[0][j], A[1][j]], (point, { A }) => ({
    A: A.map((row, i) => row.map((entry, column) => (column === j ? point[i] : entry))), t: 3, example: "own",
  }));
}

function shapeOf(s) {
  if (s[0] < 1e-9) return "a point";
  if (s[1] < 1e-9 * s[0]) return "a segment";
  if (s[0] - s[1] < 1e-9 * s[0]) return "a circle";
  return "an ellipse with these half-axes";
}
