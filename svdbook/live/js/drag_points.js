// Twelve people as points, and lines through them: the principal one, both regressions, and one that the reader turns.
// A unit is a factor for each column. It changes what is long and what is perpendicular, and leaves the picture as it is.

const FACTORS = {
  "kilograms": () => [1, 1],
  "grams": () => [1, 1000],
  "standardised": (deviations) => deviations.map((deviation) => 1 / deviation),
};
const YOURS = "your line", PRINCIPAL = "principal line", DOWN = "weight from height", ACROSS = "height from weight";
const LINES = { [YOURS]: "live-line", [PRINCIPAL]: "live-line v", [DOWN]: "live-line dashed", [ACROSS]: "live-line dotted" };

const meanOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const column = (points, j) => points.map((point) => point[j]);

// What is computed from the points alone; directions are those of the picture, of length 1.
function fitted({ points, unit, centred }) {
  const n = points.length, means = [0, 1].map((j) => meanOf(column(points, j)));
  const deviations = means.map((mean, j) => Math.sqrt(meanOf(column(points, j).map((x) => (x - mean) ** 2)) * (n / (n - 1))));
  const factors = FACTORS[unit](deviations), centre = centred ? means : [0, 0];
  const Z = points.flatMap((point) => point.map((x, j) => (x - centre[j]) * factors[j]));
  const { s, V } = svd(Z, n, 2), G = gram(Z, n, 2);
  const drawnAs = ([x, y]) => [x / factors[0], y / factors[1]].map((part, _, both) => part / Math.hypot(...both));
  return { n, factors, centre, G, s, directions: {
    [PRINCIPAL]: drawnAs([V[0], V[2]]), [DOWN]: drawnAs([G[0], G[1]]), [ACROSS]: drawnAs([G[1], G[3]]),
  } };
}

// The variance along a direction of the picture, which has length 1 only once it is in the units.
function varianceAlong([x, y], { n, factors, G }) {
  const [a, b] = [x * factors[0], y * factors[1]];
  return (a * a * G[0] + 2 * a * b * G[1] + b * b * G[3]) / (a * a + b * b) / (n - 1);
}

// Where the distance from a point to a line ends, and the square of its length in the units.
function footOf(point, name, [p, q], { factors, centre }) {
  const [x, y] = [point[0] - centre[0], point[1] - centre[1]], [f, g] = factors.map((factor) => factor ** 2);
  const along = name === DOWN ? x / p : name === ACROSS ? y / q : (f * x * p + g * y * q) / (f * p * p + g * q * q);
  const foot = Number.isFinite(along) ? [centre[0] + along * p, centre[1] + along * q] : point; // no line, no distance
  return { foot, square: f * (point[0] - foot[0]) ** 2 + g * (point[1] - foot[1]) ** 2 };
}

const directionAt = (degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
const degreesOf = ([x, y]) => ((Math.atan2(y, x) * 180) / Math.PI + 180) % 180;
const slopeOf = ([x, y]) => y / x;

function buildDragPoints(root, { points }) {
  const begins = { points, degrees: 20, unit: "kilograms", distances: YOURS, centred: true, principal: true, regressions: false };
  const figure = new Figure(root, "Twelve people by height and weight, and lines through them", begins, draw);
  const drawPlane = peoplePlane(figure, points), drawCurve = variancePlane(figure);
  offerChoices(figure);
  const show = figure.numbers({
    variance: ["Variance along yours", 1], largest: ["Largest, σ₁²/(n − 1)", 1, "sigma"], squares: ["Squared distances", 1],
    angle: ["Principal angle", 1, "v"], slope: ["Principal slope", 3, "v"], down: ["Slope, weight from height", 3], across: ["Slope, height from weight", 3],
  });

  function draw(state) {
    const fit = fitted(state), direction = directionAt(state.degrees), directions = { ...fit.directions, [YOURS]: direction };
    const variance = varianceAlong(direction, fit), largest = fit.s[0] ** 2 / (fit.n - 1), angle = degreesOf(directions[PRINCIPAL]);
    const ends = state.points.map((point) => footOf(point, state.distances, directions[state.distances], fit));
    const squares = ends.reduce((sum, { square }) => sum + square, 0);
    drawPlane(state, fit, directions, ends);
    drawCurve((degrees) => varianceAlong(directionAt(degrees), fit) / largest, state.degrees);
    show({ variance, largest, squares, angle, slope: slopeOf(directions[PRINCIPAL]), down: slopeOf(directions[DOWN]), across: slopeOf(directions[ACROSS]) });
    return `Along your line, at ${state.degrees}°, the variance is ${fixed(variance, 1)}, ${fixed((100 * variance) / largest, 1)} % of the largest, `
      + `${fixed(largest, 1)}, which the principal line has at ${fixed(angle, 1)}°. The squared distances to ${nameOf(state.distances)} add up to ${fixed(squares, 1)}.`
      + (state.centred ? "" : " Not centred: all lines go through zero, far below on the left.");
  }
  figure.begin();
}

function offerChoices(figure) {
  figure.slider("degrees", "Turn your line", { min: 0, max: 180, text: (degrees) => `${degrees}°` });
  figure.choice("distances", "Distances to", Object.keys(LINES), (distances) => ({
    distances, ...(distances === PRINCIPAL && { principal: true }), ...([DOWN, ACROSS].includes(distances) && { regressions: true }),
  }));
  figure.choice("unit", "Weights in", Object.keys(FACTORS));
  figure.tick("principal", "Principal line");
  figure.tick("regressions", "Regression lines");
  figure.tick("centred", "Centred");
}

// The people with their handles, the lines that are wanted, and the distances to one of them.
function peoplePlane(figure, points) {
  const plane = new Plane(figure, "Height to the right, weight upwards", { x: [145, 195], y: [42, 96], grid: 10 });
  const distances = points.map(() => plane.path("live-distance"));
  const lines = Object.entries(LINES).map(([name, kind]) => [name, plane.line(kind)]);
  const feet = points.map(() => plane.dot("live-dot", 3)), scales = drawScales(plane), key = drawKey(plane);
  oneStop(points.map((_, i) => plane.handle(`Person ${i + 1} of ${points.length}, Page Down for the next`, "small", ({ points }) => points[i],
    (point, { points }) => ({ points: points.map((old, j) => (j === i ? point.map((x) => Math.round(x * 10) / 10) : old)) }),
    { step: 1, digits: 1 })));
  return ({ points, unit, principal, regressions }, { centre }, directions, ends) => {
    const seen = { [YOURS]: true, [PRINCIPAL]: principal, [DOWN]: regressions, [ACROSS]: regressions };
    for (const [name, line] of lines) line(centre, seen[name] ? directions[name] : [NaN, NaN]);
    ends.forEach(({ foot }, i) => { distances[i]([points[i], foot]); feet[i](foot); });
    scales(unit);
    key(Object.keys(LINES).filter((name) => seen[name]));
  };
}

const nameOf = (line) => (line === YOURS ? line : line === PRINCIPAL ? `the ${line}` : `the line “${line}”`);

// The numbers at the edges, of which the weights have a unit to change.
function drawScales(plane) {
  for (const height of [150, 160, 170, 180]) plane.text("live-tick", height)([height, plane.y[0]], [0, -5]);
  plane.text("live-tick", "190 cm")([190, plane.y[0]], [0, -5]);
  const weights = [50, 60, 70, 80, 90].map((weight) => [weight, plane.text("live-tick start")]), unit = plane.text("live-tick start");
  return (name) => {
    const times = name === "grams" ? 1000 : 1;
    for (const [weight, text] of weights) text([plane.x[0], weight], [4, 4], fixed(weight * times, 0));
    unit([plane.x[0], plane.y[1]], [4, 16], name === "grams" ? "g" : "kg");
  };
}

// Which line is which, above the points on the left.
function drawKey(plane) {
  const rows = Object.entries(LINES).map(([name, kind]) => [name, plane.path(kind), plane.text("live-tick start", name)]);
  return (names) => {
    for (const [name, line, text] of rows) {
      const row = names.indexOf(name), y = plane.y[1] - 2 - 2.9 * row;
      line(row < 0 ? [] : [[153, y], [157, y]]);
      text([158, y], [0, 5], row < 0 ? "" : name);
    }
  };
}

// The variance along every line, as a part of the largest.
function variancePlane(figure) {
  const plane = new Plane(figure, "The variance along a line, by its angle", { x: [-4, 184], y: [-0.2, 1.2], height: 230, grid: 0 });
  plane.path("live-axis")([[0, 0], [180, 0]]);
  plane.path("live-faint")([[0, 1], [180, 1]]);
  for (const degrees of [0, 45, 90, 135, 180]) plane.text("live-tick", `${degrees}°`)([degrees, 0], [degrees === 0 ? 4 : degrees === 180 ? -12 : 0, 20]);
  plane.text("live-tick start", "variance along a line at this angle")([0, 1], [0, -10]);
  const curve = plane.path("live-line sigma"), drop = plane.path("live-axis"), here = plane.dot("live-dot", 6);
  return (height, degrees) => {
    curve(Array.from({ length: 181 }, (_, angle) => [angle, height(angle)]).filter(([, y]) => Number.isFinite(y)));
    drop([[degrees, 0], [degrees, height(degrees) || 0]]);
    here([degrees, height(degrees) || 0]);
  };
}
