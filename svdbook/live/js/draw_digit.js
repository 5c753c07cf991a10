// A digit drawn by hand or taken from the test pictures: its sixteen coordinates, what they keep of it, how far it is from the
// subspaces of the ten digits, and what the compressed network says.

const SIDE = 28, CANVAS = 280, PEN = 18, OWN = "your own";
const TEN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

// Weights come in bytes, a step a column; matrices are flat by rows.
function unpackedDigits({ samples, basis, subspaces, network }) {
  const floats = (base64) => new Float32Array(bytesOf(base64).buffer);
  const matrix = ([codes, steps]) => {
    const step = floats(steps), bytes = new Int8Array(bytesOf(codes).buffer);
    return { columns: step.length, entries: Float64Array.from(bytes, (code, i) => code * step[i % step.length]) };
  };
  const pixels = bytesOf(samples);
  return {
    samples: TEN.map((digit) => pixels.subarray(digit * SIDE * SIDE, (digit + 1) * SIDE * SIDE)),
    basis: matrix(basis), subspaces: matrix(subspaces),
    network: network && {
      right: matrix(network.right), last: matrix(network.last), bias: floats(network.bias), lastBias: floats(network.last_bias),
    },
  };
}

// A row times a matrix.
function times(row, { columns, entries }) {
  const result = new Float64Array(columns);
  row.forEach((number, i) => { if (number) for (let j = 0; j < columns; j++) result[j] += number * entries[i * columns + j]; });
  return result;
}

const sumOfSquares = (numbers) => numbers.reduce((sum, number) => sum + number * number, 0);

// All that is said of a picture of 784 pixels, 0 to 255. All but coordinates and pixels is in per cent.
function judged({ basis, subspaces, network }, pixels) {
  const x = Float64Array.from(pixels, (pixel) => pixel / 255), square = sumOfSquares(x), coordinates = times(x, basis);
  const rebuilt = x.map((_, i) => coordinates.reduce((sum, number, j) => sum + number * basis.entries[i * basis.columns + j], 0));
  const along = times(x, subspaces), k = subspaces.columns / 10;
  const distances = TEN.map((digit) =>
    100 * Math.sqrt(Math.max(0, square - sumOfSquares(along.subarray(digit * k, (digit + 1) * k))) / (square || 1)));
  const missed = 100 * Math.sqrt(sumOfSquares(x.map((pixel, i) => pixel - rebuilt[i])) / (square || 1));
  return { empty: square === 0, coordinates, rebuilt, distances, missed, chances: network && chancesOf(network, coordinates) };
}

function chancesOf({ right, bias, last, lastBias }, coordinates) {
  const hidden = times(coordinates, right).map((number, i) => Math.max(0, number + bias[i]));
  const scores = times(hidden, last).map((number, i) => number + lastBias[i]), top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top)), sum = powers.reduce((a, b) => a + b);
  return Array.from(powers, (power) => (100 * power) / sum);
}

// The drawing as MNIST has its digits: no longer than 20 pixels, and its centre of mass in the middle of 28 by 28.
function centred(ink) {
  const pixels = new Float64Array(SIDE * SIDE), places = [];
  for (let at = 0; at < CANVAS * CANVAS; at++)
    if (ink[4 * at + 3]) places.push([at % CANVAS, Math.floor(at / CANVAS), ink[4 * at + 3]]);
  if (!places.length) return pixels;
  const extent = (i) => places.reduce(([low, high], place) => [Math.min(low, place[i]), Math.max(high, place[i])], [CANVAS, 0]);
  const length = Math.max(...[0, 1].map(extent).map(([low, high]) => high - low + 1)), scale = 20 / Math.max(50, length);
  const mass = places.reduce((sum, place) => sum + place[2], 0);
  const [x, y] = [0, 1].map((i) => places.reduce((sum, place) => sum + place[i] * place[2], 0) / mass);
  for (const [across, down, alpha] of places) {
    const column = Math.floor((across - x) * scale + SIDE / 2), row = Math.floor((down - y) * scale + SIDE / 2);
    if (clamp(column, [0, SIDE - 1]) === column && clamp(row, [0, SIDE - 1]) === row) pixels[row * SIDE + column] += alpha * scale ** 2;
  }
  return pixels.map((pixel) => Math.min(255, pixel));
}

// Ten or sixteen bars; returns what sets their heights, and which of them stands out.
function bars(place, label, name, names, { low = 0, high = 100, digits = 0, kind = "u" } = {}) {
  const width = 320, height = 132, step = width / names.length, top = 16, bottom = height - 18;
  const at = (value) => bottom - ((clamp(value, [low, high]) - low) / (high - low)) * (bottom - top);
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "img" });
  svg.append(drawn("path", { class: "live-axis", d: `M0 ${at(0)}H${width}` }));
  const parts = names.map((text, i) => {
    const bar = drawn("rect", { x: (i + 0.15) * step, width: 0.7 * step, class: `live-pillar ${kind}`, "data-name": `${name}${text}` });
    const value = drawn("text", { class: "live-tick", x: (i + 0.5) * step });
    svg.append(bar, value, drawn("text", { class: "live-tick", x: (i + 0.5) * step, y: height - 3 }, names.length > 10 && i % 3 ? "" : String(text)));
    return { bar, value };
  });
  place.append(element("div", {}, element("div", { class: "live-small" }, label), svg));
  return (values, chosen) => {
    const told = values ? names.map((text, i) => `${text}: ${fixed(values[i], digits ?? 1)}`).join(", ") : "nothing yet";
    svg.setAttribute("aria-label", `${label}: ${told}`);
    parts.forEach(({ bar, value }, i) => {
      const height = values?.[i] ?? 0, [up, down] = [at(Math.max(0, height)), at(Math.min(0, height))];
      furnish(bar, { y: up.toFixed(2), height: Math.max(values ? 1 : 0, down - up).toFixed(2), "data-value": height }, []);
      bar.classList.toggle("chosen", i === chosen);
      if (digits === null) return;
      value.setAttribute("y", (up - 4).toFixed(2));
      value.textContent = values ? fixed(height, digits) : "";
    });
  };
}

// A picture of 28 by 28 pixels, dark on light as on paper; returns what shows one.
function smallPicture(place, label) {
  const canvas = element("canvas", { class: "live-sheet", width: SIDE, height: SIDE, role: "img", "aria-label": label });
  place.append(element("div", {}, canvas, element("div", { class: "live-small" }, label)));
  return (pixels) => paintPixels(canvas, pixels);
}

function paintPixels(canvas, pixels) {
  const image = new ImageData(SIDE, SIDE);
  pixels.forEach((pixel, i) => { image.data[4 * i + 3] = pixel; }); // black ink, more or less of it
  canvas.getContext("2d").putImageData(image, 0, 0);
}

function buildDrawDigit(root, data) {
  const parts = unpackedDigits(data), begins = { sample: String(data.first), strokes: [], pen: [CANVAS / 2, CANVAS / 2], down: false };
  const figure = new Figure(root, "A digit, drawn by hand or taken from the test pictures", begins, draw);
  const columns = ["live-own", "live-two", "live-charts"].map((kind) => element("div", { class: kind }));
  figure.stage.append(...columns);
  const pad = padOf(figure, columns[0]), tell = report(columns, Boolean(parts.network));
  figure.choice("sample", "A test picture", [OWN, ...TEN.map(String)], (sample) => ({ sample, strokes: [], down: false }));
  figure.button("Clear", () => figure.change({ sample: OWN, strokes: [], down: false }));

  function draw({ sample, strokes }) {
    const pixels = sample === OWN ? inked(pad, strokes) : printed(pad, parts.samples[Number(sample)]);
    const found = judged(parts, pixels);
    pad.setAttribute("aria-label", sample === OWN ? `Your drawing, ${strokes.length} ${strokes.length === 1 ? "stroke" : "strokes"}` : `A ${sample} from the test pictures`);
    tell(pixels, found);
    return found.empty
      ? "The paper is empty. Draw a digit from 0 to 9, large, with the mouse, a finger, or the pen that the arrow keys move."
      : sentence(found);
  }
  figure.begin();
}

// The paper, what stands on it while it is empty, and a pen for the keyboard.
function padOf(figure, place) {
  const pad = element("canvas", { class: "live-sheet live-pad", width: CANVAS, height: CANVAS, role: "img" });
  const hint = element("div", { class: "live-hint" }, "Draw a digit");
  place.append(element("div", { class: "live-paper" }, pad, hint, penOf(figure)));
  listenToPen(figure, pad);
  figure.synced.push(({ sample, strokes }) => { hint.hidden = sample !== OWN || strokes.length > 0; });
  return pad;
}

// The two small pictures and the bars; what is returned fills them.
function report([, middle, right], withNetwork) {
  const see = smallPicture(middle, "Centred, 28 × 28"), keep = smallPicture(middle, `What 16 ${withNetwork ? "numbers" : "coordinates"} keep`);
  const answer = withNetwork ? bars(right, "The network's answer, in %", "chance", TEN, { kind: "sigma" }) : () => {};
  const distances = bars(right, "Distance from the subspace of each digit, in % of the picture's length", "distance", TEN, { kind: "v" });
  const sixteen = Array.from({ length: 16 }, (_, i) => i + 1);
  const coordinates = bars(right, withNetwork ? "The 16 numbers between its two factors" : "The 16 coordinates", "coordinate", sixteen,
    { low: -4, high: withNetwork ? 4 : 8, digits: null });
  return (pixels, found) => {
    see(pixels);
    keep(found.rebuilt.map((pixel) => 255 * clamp(pixel, [0, 1])));
    if (found.empty) for (const chart of [answer, distances, coordinates]) chart();
    else {
      answer(found.chances, found.chances && largest(found.chances));
      distances(found.distances, smallest(found.distances));
      coordinates(found.coordinates);
    }
  };
}

const smallest = (numbers) => numbers.indexOf(Math.min(...numbers));
const largest = (numbers) => numbers.indexOf(Math.max(...numbers));

function sentence({ distances, chances, missed }) {
  const nearest = smallest(distances), next = smallest(distances.map((distance, digit) => (digit === nearest ? Infinity : distance)));
  const subspaces = `Nearest is the subspace of ${nearest}, at ${fixed(distances[nearest], 0)} % of the picture's length; then that of ${next}, at ${fixed(distances[next], 0)} %.`;
  const kept = `The sixteen ${chances ? "numbers" : "coordinates"} miss ${fixed(missed, 0)} % of it.`;
  return `${chances ? `The network reads ${largest(chances) === 8 ? "an" : "a"} ${largest(chances)}, with ${fixed(Math.max(...chances), 1)} %. ` : ""}${subspaces} ${kept}`;
}

// Strokes on the large canvas, and the pixels they make; their ink is what is not transparent.
function inked(pad, strokes) {
  const context = pad.getContext("2d", { willReadFrequently: true });
  context.clearRect(0, 0, CANVAS, CANVAS);
  Object.assign(context, { lineWidth: PEN, lineCap: "round", lineJoin: "round", strokeStyle: "#000" });
  for (const [start, ...rest] of strokes) {
    context.beginPath();
    context.moveTo(...start);
    for (const point of [start, ...rest]) context.lineTo(...point);
    context.stroke();
  }
  return centred(context.getImageData(0, 0, CANVAS, CANVAS).data);
}

// A stored picture is shown large, and judged as it is.
function printed(pad, pixels) {
  const small = element("canvas", { width: SIDE, height: SIDE }), context = pad.getContext("2d", { willReadFrequently: true });
  paintPixels(small, pixels);
  context.clearRect(0, 0, CANVAS, CANVAS);
  context.drawImage(small, 0, 0, CANVAS, CANVAS);
  return pixels;
}

function listenToPen(figure, pad) {
  const place = (event) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    return [((event.clientX - left) / width) * CANVAS, ((event.clientY - top) / height) * CANVAS];
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    event.preventDefault();
    figure.change({ ...begun(figure.state, place(event)), down: false });
  });
  pad.addEventListener("pointermove", (event) => {
    if (pad.hasPointerCapture(event.pointerId)) figure.change(drawnOn(figure.state, place(event)));
  });
}

// A new stroke from a point on, on paper without a test picture; and the last stroke, drawn on to a point.
const begun = ({ sample, strokes }, point) => ({ sample: OWN, strokes: [...(sample === OWN ? strokes : []), [point]] });
const drawnOn = ({ strokes }, point) => ({ strokes: [...strokes.slice(0, -1), [...strokes.at(-1), point]] });

// The arrow keys move the pen (with Shift in larger steps), the space bar puts it down and lifts it.
function penOf(figure) {
  const pen = element("div", { class: "live-pen", role: "slider", tabindex: 0, "aria-valuemin": 0, "aria-valuemax": 100,
    "aria-label": "Pen: the arrow keys move it, the space bar puts it down and lifts it" });
  const moved = (state, [right, up], size) => {
    const pen = [state.pen[0] + size * right, state.pen[1] - size * up].map((number) => clamp(number, [0, CANVAS]));
    return { pen, ...(state.down && drawnOn(state, pen)) };
  };
  pen.addEventListener("keydown", (event) => {
    const { state } = figure, way = ARROWS[event.key], space = [" ", "Enter"].includes(event.key);
    if (way) figure.change(moved(state, way, event.shiftKey ? 28 : 7));
    else if (space) figure.change({ ...(!state.down && begun(state, state.pen)), down: !state.down });
    if (way || space) event.preventDefault();
  });
  figure.synced.push(({ pen: at, down }) => {
    const [across, below] = at.map((number) => Math.round((100 * number) / CANVAS));
    pen.style.left = `${across}%`;
    pen.style.top = `${below}%`;
    pen.classList.toggle("down", down);
    furnish(pen, { "aria-valuenow": across, "aria-valuetext": `pen ${down ? "down" : "up"}, at ${across} % across and ${below} % down` }, []);
  });
  return pen;
}
