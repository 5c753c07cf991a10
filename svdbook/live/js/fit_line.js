// A line through measured points, moved by hand. The sticks are the residuals. Two scalar products say what could be better.

const SHIFTED_AT = 2, TURNED_AT = 3.4; // loads of the handles, where no point is covered

function buildFitLine(root, { points }) {
  const figure = new Figure(root, "Four measurements, and a line to be fitted", { start: 190, slope: 120 }, draw);
  const drawPlane = springPlane(figure, points), inMillimetres = (tenths) => `${fixed(tenths / 10, 1)} mm`;
  figure.slider("start", "Length without a load", { min: 150, max: 250, text: inMillimetres });
  figure.slider("slope", "Longer by each kilogram", { min: 50, max: 150, text: inMillimetres });
  const loads = points.map(([load]) => load).join(", "), ones = points.map(() => 1).join(", ");
  const show = figure.numbers({ squares: ["‖e‖²", 2], first: [`e · (${ones})`, 1], second: [`e · (${loads})`, 1] });

  function draw(state) {
    const errors = points.map(([load, length]) => (10 * length - tenthsAt(state, load)) / 10);
    const sumOf = (terms) => terms.reduce((sum, term) => sum + term, 0);
    const squares = sumOf(errors.map((error) => error * error)), first = sumOf(errors);
    const second = sumOf(errors.map((error, i) => error * points[i][0]));
    drawPlane(state, first === 0);
    show({ squares, first, second });
    return `The line starts at ${inMillimetres(state.start)} and rises by ${inMillimetres(state.slope)} a kilogram. The squared residuals add up to `
      + `${fixed(squares)}. The scalar products with the two columns are ${fixed(first, 1)} and ${fixed(second, 1)}.`;
  }
  figure.begin();
}

const tenthsAt = ({ start, slope }, load) => start + slope * load; // whole numbers, so that a residual of 0 is 0

// The points, the line with a handle at each end, and the residuals between them.
function springPlane(figure, points) {
  const plane = new Plane(figure, "Load to the right, length upwards", { x: [-0.35, 3.6], y: [8, 62], height: 300, grid: 0 });
  for (const load of [0, 1, 2, 3]) plane.text("live-tick", load === 3 ? "3 kg" : load)([load, plane.y[0]], [0, -5]);
  for (const length of [20, 30, 40, 50]) plane.text("live-tick start", length === 50 ? "50 mm" : length)([plane.x[0], length], [4, 4]);
  const traces = Array.from({ length: 6 }, () => plane.path("live-line v live-trail"));
  let kept = []; // the last lines whose first product was 0, as what they have in common is asked for
  figure.resets.push(() => { kept = []; });
  const line = plane.path("live-line v"), sticks = points.map(() => plane.path("live-distance"));
  points.forEach((point) => plane.dot("live-dot", 5)(point));
  const lengthAt = (state, load) => tenthsAt(state, load) / 10, toldAt = (loadOf) => (state) => {
    const load = loadOf(state), length = lengthAt(state, load);
    return { at: [load, length], now: length, text: `${fixed(length, 1)} mm at ${fixed(load, 1)} kg` };
  };
  const highest = 10 * (plane.y[1] - 2); // a line that would leave the picture is turned just below its edge
  const turnedAt = ({ start, slope }) => Math.min(TURNED_AT, (highest - start) / slope);
  plane.grip("Shift the line", "v", ([, y]) => change({ start: 10 * y - figure.state.slope * SHIFTED_AT }),
    (right, up) => change({ start: figure.state.start + (up || right) }), toldAt(() => SHIFTED_AT));
  plane.grip("Turn the line", "v", ([x, y]) => change({ slope: (10 * y - figure.state.start) / clamp(x, [1, TURNED_AT]) }),
    (right, up) => change({ slope: figure.state.slope + (up || right) }), toldAt(turnedAt));

  function change({ start = figure.state.start, slope = figure.state.slope }) {
    figure.change({ start: clamp(Math.round(start), [150, 250]), slope: clamp(Math.round(slope), [50, 150]) });
  }
  const ends = (state) => [0, plane.x[1]].map((load) => [load, lengthAt(state, load)]); // no load is below 0
  return (state, keep) => {
    if (keep && !kept.some(({ slope }) => slope === state.slope)) kept = [...kept, { ...state }].slice(-traces.length);
    traces.forEach((trace, i) => trace(kept[i] ? ends(kept[i]) : []));
    line(ends(state));
    sticks.forEach((stick, i) => stick([points[i], [points[i][0], lengthAt(state, points[i][0])]]));
  };
}
