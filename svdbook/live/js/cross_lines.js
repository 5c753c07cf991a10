// Two equations are two lines. Each may lie anywhere in a strip, so the solution may lie anywhere in what the strips share.

const HALF_WIDTH = 0.1; // of a strip
const RADIANS = Math.PI / 180;

// The solution of y = first, and -sin(angle) x + cos(angle) y = second: the rows have length 1.
function crossing(angle, first, second) {
  return [(Math.cos(angle * RADIANS) * first - second) / Math.sin(angle * RADIANS), first];
}

function buildCrossLines(root, { angle }) {
  const figure = new Figure(root, "Two lines, and the point where they cross", { angle, shift: 0 }, draw);
  const plane = new Plane(figure, "The plane", { x: [-3, 3], y: [-1.8, 1.8] }), drawPlane = strips(plane);
  turnLine(plane);
  figure.slider("angle", "Angle between the lines", { min: 4, max: 90, text: (angle) => `${angle}°` });
  figure.slider("shift", "Shift of the second line", { min: -10, max: 10, text: (shift) => fixed(shift / 100, 2) });
  const show = figure.numbers({ condition: ["κ", 2], moved: ["move of the solution", 5] });

  function draw({ angle, shift }) {
    const solution = crossing(angle, 0, shift / 100), moved = Math.abs(solution[0]);
    drawPlane(angle, solution);
    show({ condition: 1 / Math.tan((angle * RADIANS) / 2), moved });
    return `The lines meet at ${angle}°. A shift by ${fixed(Math.abs(shift / 100), 2)} moves the solution by ${fixed(moved, 3)}.`;
  }
  figure.begin();
}

const directionOf = (angle) => [Math.cos(angle * RADIANS), Math.sin(angle * RADIANS)];

// The edges of the strips and what these have in common, both lines, and where they cross: at first, and now.
function strips(plane) {
  const common = plane.path("live-outline"), edges = [0, 1, 2, 3].map(() => plane.line("live-faint"));
  const lines = [plane.line("live-line"), plane.line("live-line v")], before = plane.dot("live-dot faint", 4);
  const here = plane.dot("live-dot u", 5);
  return (angle, solution) => {
    const along = directionOf(angle), ends = [-HALF_WIDTH, HALF_WIDTH];
    common([[0, 0], [0, 1], [1, 1], [1, 0]].map(([i, j]) => crossing(angle, ends[i], ends[j])), true);
    ends.forEach((end, i) => {
      edges[i]([0, end], [1, 0]);
      edges[i + 2](crossing(angle, 0, end), along);
    });
    lines[0]([0, 0], [1, 0]);
    lines[1](solution, along);
    before([0, 0]);
    here(solution);
  };
}

// The second line is turned by a handle on it.
function turnLine(plane) {
  const turn = (angle) => plane.figure.change({ angle: clamp(Math.round(angle), [4, 90]) });
  plane.grip("Angle of the second line", "v", ([x, y]) => turn(Math.atan2(y, x) / RADIANS),
    (right, up) => turn(plane.figure.state.angle + (up || right)),
    ({ angle }) => ({ at: directionOf(angle).map((x) => 1.5 * x), now: angle, text: `${angle}°` }),
    { "aria-valuemin": 4, "aria-valuemax": 90 });
}
