// A perpendicular pair on the circle is turned until its images are perpendicular, too: then it is v1, v2.

const EXAMPLES = {
  "shear": [[1, 1], [0, 1]],
  "symmetric": [[2, 1], [1, 2]],
  "mirror and pull": [[1, 0.5], [1.5, -1]],
  "singular": [[1, 2], [0.5, 1]],
  "turn": [[0.8, -0.6], [0.6, 0.8]],
};
const RADIANS = Math.PI / 180, GONE = 1e-9; // what rounding leaves of a vector, relative to the longest
const dot = ([a, b], [c, d]) => a * c + b * d;
const length = ([a, b]) => Math.hypot(a, b);
const times = (factor, [a, b]) => [factor * a, factor * b];

// (Ax).(Ay) = -amplitude sin 2(angle - zero), where x stands at the angle, and y a quarter turn further.
function wave([[a, b], [c, d]]) {
  const p = dot([a, c], [a, c]), q = dot([a, c], [b, d]), r = dot([b, d], [b, d]);
  const amplitude = Math.hypot(q, (p - r) / 2), zero = Math.atan2(2 * q, p - r) / 2 / RADIANS;
  return { amplitude, zero, flat: amplitude <= 1e-12 * (p + r), largest: Math.sqrt((p + r) / 2 + amplitude) };
}

// The angle in whole degrees, except where a zero is nearest: it is met, not passed over.
function settled(angle, { zero, flat }) {
  const nearest = zero + 90 * Math.round((angle - zero) / 90), there = !flat && Math.abs(angle - nearest) <= 0.5;
  return { degrees: there ? nearest : angle, there };
}

function degreesOf(A, angle) {
  const { degrees, there } = settled(angle, wave(A));
  return `${fixed((degrees + 360) % 360, there ? 2 : 0)}°`;
}

function pairAt(A, angle) {
  const about = wave(A), { degrees, there } = settled(angle, about);
  const [cosine, sine] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
  const pair = [[cosine, sine], [-sine, cosine]], images = pair.map((vector) => image(A, vector));
  const lengths = images.map(length), vanished = Math.min(...lengths) <= GONE * about.largest;
  return { ...about, degrees, there, pair, images, lengths, vanished, product: dot(...images) };
}

function nextZero({ A, angle }) {
  const { zero } = wave(A), next = zero + 90 * Math.ceil((angle + 1 - zero) / 90);
  return ((Math.round(next) % 360) + 360) % 360;
}

// The small square that marks a right angle.
const corner = ([x, y], size) => [times(size, x), [size * (x[0] + y[0]), size * (x[1] + y[1])], times(size, y)];

function buildTurnPair(root, { A, angle }) {
  const begins = { A, angle, example: "own" };
  const figure = new Figure(root, "A perpendicular pair on the unit circle, and its images under a matrix", begins, draw);
  let own = A; // the matrix that was typed in, to come back to
  const drawPair = pairPlane(figure), drawImages = imagePlane(figure), drawCurve = curvePlane(figure);
  figure.slider("angle", "Angle of x", { min: 0, max: 359, text: (angle) => degreesOf(figure.state.A, angle) });
  figure.button("Go on to the next zero", () => figure.change({ angle: nextZero(figure.state) }));
  figure.matrix("A", { example: "own" });
  figure.choice("example", "Example", ["own", ...Object.keys(EXAMPLES)],
    (name) => ({ A: name === "own" ? own : EXAMPLES[name], example: name }));
  const show = figure.numbers({
    angle: ["angle in degrees", 2], lengthX: ["|Ax|", 3], lengthY: ["|Ay|", 3], product: ["(Ax) · (Ay)", 3],
  });

  function draw({ A, angle, example }) {
    if (example === "own") own = A;
    const now = pairAt(A, angle), { lengths, degrees, product } = now;
    drawPair(now);
    drawImages(now, A);
    drawCurve(now);
    show({ angle: (degrees + 360) % 360, lengthX: lengths[0], lengthY: lengths[1], product });
    return told(now);
  }
  figure.begin();
}

const HALF = { x: [-1.65, 1.65], y: [-1.65, 1.65], width: 180 };
const numbered = ({ lengths: [first, second] }) => (first >= second ? ["₁", "₂"] : ["₂", "₁"]); // which of x and y is v1

function pairPlane(figure) {
  const plane = new Plane(figure, "The pair x, y on the unit circle", HALF);
  plane.svg.classList.add("live-half");
  plane.path("live-faint")(CIRCLE, true);
  const mark = plane.path("live-thin"), arrows = ["x", "y"].map((name) => plane.arrow("plain", name, 20));
  plane.dial("The angle of x", "v", "angle", ({ A, angle }) => pairAt(A, angle).pair[0]);
  return (now) => {
    mark(corner(now.pair, 0.2));
    now.pair.forEach((vector, i) => arrows[i](vector, [0, 0], now.there ? { kind: "v", name: `v${numbered(now)[i]}` } : {}));
    plane.writeNames();
  };
}

// What is longer than 1 is shown shorter, and the unit circle with it.
function imagePlane(figure) {
  const plane = new Plane(figure, "The images Ax, Ay", { ...HALF, grid: 0 });
  plane.svg.classList.add("live-half");
  const unit = plane.path("live-faint"), outline = plane.path("live-outline"), mark = plane.path("live-thin");
  const arrows = ["Ax", "Ay"].map((name) => plane.arrow("plain", name, 20));
  return (now, A) => {
    const reach = Math.max(1, now.largest), scaled = (vector) => times(1 / reach, vector), { there, lengths } = now;
    unit(CIRCLE.map(scaled), true);
    outline(CIRCLE.map((point) => scaled(image(A, point))), true);
    mark(there && !now.vanished ? corner(now.images.map((vector, i) => times(1 / lengths[i], vector)), 0.15) : []);
    now.images.forEach((vector, i) => {
      const name = lengths[i] > GONE * reach ? `σ${numbered(now)[i]}u${numbered(now)[i]}` : "";
      arrows[i](scaled(vector), [0, 0], there ? { kind: "u", name } : {});
    });
    plane.writeNames();
  };
}

// The scalar product over a whole turn, and where we are on it.
function curvePlane(figure) {
  const plane = new Plane(figure, "The scalar product of the images, over the angle",
    { x: [-84, 396], y: [-1.5, 1.5], width: 345, height: 145, grid: 0 });
  plane.svg.classList.add("live-wide");
  plane.path("live-axis")([[0, 0], [360, 0]]);
  for (const angle of [0, 90, 180, 270, 360]) {
    plane.path("live-grid")([[angle, -1.1], [angle, 1.1]]);
    plane.text("live-tick", `${angle}°`)([angle, -1.1], [0, 15]);
  }
  plane.text("live-tick", "scalar product (Ax) · (Ay) over the angle")([156, 1.1], [0, -4]);
  const line = plane.path("live-line"), drop = plane.path("live-thin"), here = plane.dot("live-dot", 5);
  const ends = [1, -1].map((end) => [end, plane.text("live-tick end")]);
  return ({ zero, flat, amplitude, degrees }) => {
    const height = (angle) => (flat ? 0 : -Math.sin(2 * (angle - zero) * RADIANS)), along = ((degrees % 360) + 360) % 360;
    line(Array.from({ length: 121 }, (_, i) => [3 * i, height(3 * i)]));
    drop([[along, 0], [along, height(along)]]);
    here([along, height(along)]);
    for (const [end, text] of ends) text([-8, end], [0, 4], flat ? "" : scientific(end * amplitude));
  };
}

function told({ flat, there, degrees, lengths, vanished, product }) {
  if (flat) return `The images are perpendicular at every angle: this matrix keeps all right angles, and σ₁ = σ₂ = ${fixed(lengths[0], 3)}.`;
  if (!there) {
    const cosine = clamp(product / (lengths[0] * lengths[1] || 1), [-1, 1]);
    const between = fixed(Math.acos(cosine) / RADIANS, 0), sizes = lengths.map((size) => fixed(size)).join(" and ");
    return `At ${fixed((degrees + 360) % 360, 0)}° the images have lengths ${sizes}, and stand at ${between}° to each other.`;
  }
  const [first, second] = lengths[0] >= lengths[1] ? ["x", "y"] : ["y", "x"];
  const [longer, shorter] = [Math.max(...lengths), Math.min(...lengths)];
  const sizes = `The images have lengths σ₁ = ${fixed(longer, 3)} and σ₂ = ${fixed(shorter, 3)}.`;
  const what = vanished ? "one image vanishes" : "the images are perpendicular, too";
  return `At ${fixed((degrees + 360) % 360)}° ${what}: ${first} is v₁ and ${second} is v₂. ${sizes}`;
}
