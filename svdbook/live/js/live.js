// What all live figures share: elements, a state with its controls, a plane to draw on, and where a figure begins.
// No framework and no request. A figure is a function that is given its root and its data (see move_circle.js).

function element(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

function drawn(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A number as the book prints it: thousands are set apart, a zero has no sign, and what is very large has a power of ten.
function fixed(number, digits = 2) {
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "not defined";
  if (Math.abs(number) >= 1e9) return scientific(number, 2);
  const [whole, part] = Math.abs(number).toFixed(digits).split("."), grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = part ? `${grouped}.${part}` : grouped;
  return number < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const powerOfTen = (exponent) => (exponent === 0 ? "1" : `10${[...String(exponent)].map((sign) => RAISED[sign]).join("")}`);

// An angle, whose sign would be read as part of an exponent.
const inDegrees = (angle) => (scientific(angle, 2).includes("·") ? `${scientific(angle, 2)} degrees` : `${scientific(angle, 2)}°`);

// A number of any size, to a few digits: 0.031, or 3.1·10⁻⁷.
function scientific(number, digits = 1) {
  if (!Number.isFinite(number)) return fixed(number);
  if (number === 0) return "0";
  const size = Math.abs(number);
  if (size >= 0.001 && size < 1e4) return fixed(number, clamp(digits - Math.floor(Math.log10(size)), [0, 6]));
  const [head, exponent] = number.toExponential(digits).split("e");
  return `${head.replace("-", "−")}·${powerOfTen(Number(exponent))}`;
}

const lowered = (number) => String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]); // an index
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }; // steps right and up
const clamp = (number, [low, high]) => Math.min(high, Math.max(low, number));
const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

// A figure is a state, controls that change it, and one function that draws it and returns what it shows, in a sentence.
class Figure {
  constructor(root, label, initial, draw) {
    Object.assign(this, { root, initial, draw, state: structuredClone(initial), synced: [], resets: [], waiting: 0 });
    this.stage = element("div", { class: "live-stage" });
    this.panel = element("div", { class: "live-panel" });
    this.sentence = element("p", { class: "live-sentence" });
    this.status = element("p", { class: "live-status", role: "status" }); // read out when the hand rests, not at every step
    root.replaceChildren(this.stage, this.panel, this.sentence, this.status);
    furnish(root, { role: "group", "aria-label": label }, []);
  }

  // Take a part of a new state, and draw it with the next frame.
  change(part) {
    Object.assign(this.state, part);
    this.waiting ||= requestAnimationFrame(() => this.show());
  }

  show() {
    this.waiting = 0;
    this.sentence.textContent = this.draw(this.state);
    for (const sync of this.synced) sync(this.state);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => { this.status.textContent = this.sentence.textContent; }, 700);
  }

  // To be called once all controls are there.
  begin() {
    this.button("Reset", () => {
      for (const reset of this.resets) reset(); // of what is no part of the state
      this.change(structuredClone(this.initial));
    });
    this.show();
  }

  control(label, node, ...rest) {
    this.panel.append(element("label", { class: "live-control" }, element("span", {}, label), node, ...rest));
    return node;
  }

  slider(key, label, { min, max, step = 1, text = (value) => fixed(value, 0) }) {
    const input = element("input", { type: "range", min, max, step, "data-key": key });
    const shown = element("output", { "aria-live": "off" });
    input.addEventListener("input", () => this.change({ [key]: Number(input.value) }));
    this.synced.push((state) => {
      input.value = state[key];
      shown.textContent = text(state[key]);
      input.setAttribute("aria-valuetext", shown.textContent);
    });
    return this.control(label, input, shown);
  }

  // A number to be typed; `get` and `set` say where in the state it is.
  entry(label, get, set) {
    const input = element("input", { type: "number", step: "any", "aria-label": label });
    input.addEventListener("input", () => {
      if (input.value !== "" && Number.isFinite(input.valueAsNumber)) this.change(set(this.state, input.valueAsNumber));
    });
    this.synced.push((state) => {
      if (document.activeElement !== input) input.value = Number(get(state).toFixed(3));
    });
    return input;
  }

  // The four entries of a 2 x 2 matrix of the state; `also` is what else changes with them.
  matrix(key, also = {}) {
    const places = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const entries = places.map(([i, j]) => this.entry(`Entry in row ${i + 1}, column ${j + 1}`, (state) => state[key][i][j],
      (state, value) => ({ [key]: state[key].map((row, k) => row.map((old, l) => (k === i && l === j ? value : old))), ...also })));
    this.panel.append(element("div", { class: "live-matrix", role: "group", "aria-label": `The matrix ${key}` }, ...entries));
  }

  choice(key, label, names, chosen = (name) => ({ [key]: name })) {
    const options = names.map((name) => element("option", {}, name));
    const select = element("select", { "data-key": key }, ...options);
    select.addEventListener("change", () => this.change(chosen(select.value)));
    this.synced.push((state) => { select.value = state[key]; });
    return this.control(label, select);
  }

  tick(key, label) {
    const box = element("input", { type: "checkbox", "data-key": key });
    box.addEventListener("change", () => this.change({ [key]: box.checked }));
    this.synced.push((state) => { box.checked = state[key]; });
    return this.control(label, box);
  }

  button(label, pressed) {
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", pressed);
    this.panel.append(button);
    return button;
  }

  // Numbers that are shown: {name: [label, digits, colour]}, or a function that writes them in place of digits; returns what
  // sets them. The exact ones stand in data-value.
  numbers(table) {
    const list = element("div", { class: "live-numbers" });
    const cells = {};
    for (const [name, [label, digits, colour = ""]] of Object.entries(table)) {
      cells[name] = element("span", { "data-name": name });
      list.append(element("span", { class: colour }, element("b", {}, label), " ", element("span", { class: "live-value" }, "= ", cells[name])));
      cells[name].written = typeof digits === "function" ? digits : (value) => fixed(value, digits);
    }
    this.panel.append(list);
    return (values) => {
      for (const [name, value] of Object.entries(values)) {
        cells[name].dataset.value = value;
        cells[name].textContent = cells[name].written(value);
      }
    };
  }
}

// A part of the plane, drawn to scale in an svg that is as wide as its place; x and y are the ranges that are seen.
class Plane {
  constructor(figure, label, { x = [-4, 4], y = [-4, 4], width = 360, height = (width * (y[1] - y[0])) / (x[1] - x[0]), grid = 1 } = {}) {
    Object.assign(this, { figure, x, y, width, height, scale: 1, held: false, named: [], begins: { x, y } });
    this.svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label });
    if (grid) this.drawGrid(grid);
    new ResizeObserver(() => this.keepLettering()).observe(this.svg);
    figure.stage.append(this.svg);
  }

  // Where a drawing is larger than it was made, its letters are not.
  keepLettering() {
    this.svg.style.setProperty("--scale", Math.max(1, this.svg.clientWidth / this.width).toFixed(3));
  }

  // From the plane to the svg, and back from a pointer.
  to([x, y]) {
    return [
      ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.width,
      ((this.y[1] - y) / (this.y[1] - this.y[0])) * this.height,
    ];
  }

  at(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [
      this.x[0] + (x / this.width) * (this.x[1] - this.x[0]),
      this.y[1] - (y / this.height) * (this.y[1] - this.y[0]),
    ];
  }

  drawGrid(step) {
    for (let x = Math.ceil(this.x[0] / step) * step; x <= this.x[1]; x += step)
      this.path(x === 0 ? "live-axis" : "live-grid")([[x, this.y[0]], [x, this.y[1]]]);
    for (let y = Math.ceil(this.y[0] / step) * step; y <= this.y[1]; y += step)
      this.path(y === 0 ? "live-axis" : "live-grid")([[this.x[0], y], [this.x[1], y]]);
  }

  // Show so many times as much as at first. The lines of the grid stay where they are, and stand for other numbers.
  zoom(scale) {
    this.scale = scale;
    for (const [axis, range] of Object.entries(this.begins)) this[axis] = range.map((end) => scale * end);
  }

  add(node) {
    this.svg.append(node);
    return node;
  }

  // Each of these draws something once, and returns a function that moves it.
  path(kind) {
    const node = this.add(drawn("path", { class: kind }));
    return (points, closed = false) => {
      const corners = points.map((point) => this.to(point).map((number) => number.toFixed(2)).join(" "));
      node.setAttribute("d", corners.length ? `M${corners.join("L")}${closed ? "Z" : ""}` : "");
    };
  }

  // The line through a point in a direction, as far as it is seen.
  line(kind) {
    const path = this.path(kind);
    return (point, direction) => {
      const ranges = [this.x, this.y].map((range, j) => range.map((end) => (end - point[j]) / direction[j]).sort((a, b) => a - b));
      const from = Math.max(ranges[0][0], ranges[1][0]), to = Math.min(ranges[0][1], ranges[1][1]);
      path(from < to ? [from, to].map((t) => point.map((x, j) => x + t * direction[j])) : []);
    };
  }

  text(kind, words = "") {
    const node = this.add(drawn("text", { class: kind }, words));
    return (point, [right, down] = [0, 0], text = words) => {
      const [x, y] = this.to(point);
      furnish(node, { x: (x + right).toFixed(2), y: (y + down).toFixed(2) }, []);
      node.textContent = text;
    };
  }

  dot(kind, radius = 4) {
    const node = this.add(drawn("circle", { class: kind, r: radius }));
    return (point) => {
      const [cx, cy] = this.to(point);
      furnish(node, { cx: cx.toFixed(2), cy: cy.toFixed(2) }, []);
    };
  }

  arrow(kind, name = "", away = 14) {
    const shaft = this.add(drawn("line")), head = this.add(drawn("path", { d: "M0 0L-10 4.5L-10 -4.5Z" }));
    const words = this.add(drawn("text")), named = { words };
    this.named.push(named);
    return (tip, tail = [0, 0], { kind: hue = kind, name: text = name } = {}) => { // both may change on the way
      for (const [part, node] of Object.entries({ shaft, head, name: words })) node.setAttribute("class", `live-${part} ${hue}`);
      words.textContent = text;
      const [x1, y1] = this.to(tail), [x2, y2] = this.to(tip);
      const length = Math.hypot(x2 - x1, y2 - y1), along = length ? [(x2 - x1) / length, (y2 - y1) / length] : [0, 0];
      const size = Math.min(1, length / 12); // a short arrow has a small head, and none of length 0
      furnish(shaft, { x1, y1, x2: x2 - 8 * size * along[0], y2: y2 - 8 * size * along[1] }, []);
      const turned = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
      head.setAttribute("transform", `translate(${x2} ${y2}) rotate(${turned}) scale(${size})`);
      Object.assign(named, { tip: [x2, y2], along: length ? along : [1, 0], away });
    };
  }

  // Write the names of all arrows, each beyond its tip, or round it where it would be cut, or lie on a name or on a handle.
  writeNames(handles = []) {
    const taken = handles.map((point) => ({ middle: this.to(point), half: [8, 8] }));
    for (const { words, tip, along, away } of this.named.filter(({ words }) => words.textContent)) {
      const half = [Math.max(5 * words.textContent.length, words.getComputedTextLength() / 2 + 1), 8], ends = [this.width, this.height];
      const boxes = ROUND_A_TIP.map(([far, angle]) => ({ half, middle: image(turning(angle), along).map((step, i) =>
        clamp(tip[i] + far * away * step, [half[i], ends[i] - half[i]])) }));
      const free = boxes.find((box) => taken.every((other) => apart(box, other))) ?? boxes[0];
      taken.push(free);
      this.svg.append(words); // above all lines
      furnish(words, { x: free.middle[0].toFixed(2), y: (free.middle[1] + 5).toFixed(2) }, []);
    }
  }

  // A point of the state that is dragged, or moved by the arrow keys (with Shift in tenfold steps).
  handle(label, kind, get, set, { step = 0.1, digits = 2 } = {}) {
    const move = ([x, y]) => this.figure.change(set([clamp(x, this.x), clamp(y, this.y)], this.figure.state));
    return this.grip(label, kind, move, (right, up) => {
      const [x, y] = get(this.figure.state);
      move([x + step * this.scale * right, y + step * this.scale * up]);
    }, (state) => {
      const [x, y] = get(state);
      return { at: [x, y], now: Number(x.toFixed(digits)), text: `${fixed(x, digits)}, ${fixed(y, digits)}` };
    });
  }

  // An angle in whole degrees from 0 to 359, dragged round the origin; `at` says where on the way round it is drawn.
  dial(label, kind, key, at) {
    const turn = (degrees) => this.figure.change({ [key]: ((Math.round(degrees) % 360) + 360) % 360 });
    const move = ([x, y]) => turn((Math.atan2(y, x) * 180) / Math.PI);
    return this.grip(label, kind, move, (right, up) => turn(this.figure.state[key] + (up || right)), (state) => ({
      at: at(state), now: state[key], text: `${state[key]}°`,
    }), { "aria-valuemin": 0, "aria-valuemax": 359 });
  }

  // What is held by hand: `moved` is given the point that the pointer drags it to, `stepped` the steps right and up of an
  // arrow key, and `told` says where it is and how that is read out.
  grip(label, kind, moved, stepped, told, limits = {}) {
    const node = this.add(drawn("g", { class: `live-handle ${kind}`, tabindex: 0, role: "slider", "aria-label": label, ...limits },
      drawn("circle", { r: 22, class: "live-reach" }), drawn("circle", { r: 8 })));
    node.addEventListener("pointerdown", (event) => {
      node.setPointerCapture(event.pointerId);
      node.focus();
      event.preventDefault();
      this.held = true;
    });
    node.addEventListener("lostpointercapture", () => { this.held = false; this.figure.change({}); });
    node.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false }); // or the page would scroll
    node.addEventListener("pointermove", (event) => { if (node.hasPointerCapture(event.pointerId)) moved(this.at(event)); });
    node.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      stepped(...way.map((steps) => steps * (event.shiftKey ? 10 : 1)));
    });
    this.figure.synced.push((state) => {
      const { at, now, text } = told(state), [across, down] = this.to(at);
      furnish(node, { transform: `translate(${across.toFixed(2)} ${down.toFixed(2)})`, "aria-valuenow": now, "aria-valuetext": text }, []);
    });
    return node;
  }
}

const ROUND_A_TIP = [1, 1.6, 2.2].flatMap((far) => [0, 0.7, -0.7, 1.4, -1.4, 2.1, -2.1, 2.8].map((angle) => [far, angle]));
const apart = (one, other) => [0, 1].some((i) => Math.abs(one.middle[i] - other.middle[i]) >= one.half[i] + other.half[i]);

// Many handles are one stop for Tab; Page Up and Page Down go from one to the next.
function oneStop(handles) {
  const stopAt = (chosen) => { for (const handle of handles) furnish(handle, { tabindex: handle === chosen ? 0 : -1 }, []); };
  handles.forEach((handle, i) => {
    handle.addEventListener("focus", () => stopAt(handle));
    handle.addEventListener("keydown", (event) => {
      const way = { PageUp: -1, PageDown: 1 }[event.key];
      if (!way) return;
      event.preventDefault();
      handles.at((i + way) % handles.length).focus();
    });
  });
  stopAt(handles[0]);
}

// A grey picture with a caption, as wide as its place. What is returned paints it: brightness from 0 to 255 by rows, and what
// is written below it, which is also what it is called.
function greyPicture(figure, width, height) {
  const canvas = element("canvas", { width, height, role: "img" }), caption = element("figcaption");
  figure.stage.append(element("figure", { class: "live-photo" }, canvas, caption));
  const context = canvas.getContext("2d"), pixels = context.createImageData(width, height);
  return (values, words) => {
    for (let i = 0; i < values.length; i++) {
      pixels.data[4 * i] = pixels.data[4 * i + 1] = pixels.data[4 * i + 2] = values[i]; // rounded and clamped by itself
      pixels.data[4 * i + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
    caption.textContent = words;
    canvas.setAttribute("aria-label", words);
  };
}

// Points of the unit circle, and what a 2 x 2 matrix makes of points.
const CIRCLE = Array.from({ length: 121 }, (_, i) => [Math.cos((i * Math.PI) / 60), Math.sin((i * Math.PI) / 60)]);
const image = ([[a, b], [c, d]], [x, y]) => [a * x + b * y, c * x + d * y];
const turning = (angle) => [[Math.cos(angle), -Math.sin(angle)], [Math.sin(angle), Math.cos(angle)]];

// Begin every figure of a name that has not begun. A page shows a picture of it until then: the figure takes its place, above
// the caption, and leaves it to paper.
function begin(name, build, data) {
  for (const root of document.querySelectorAll(`.live[data-figure="${name}"]:not([data-on])`)) {
    root.dataset.on = "";
    dress(root);
    replaceStill(root);
    root.addEventListener("keydown", (event) => { // JupyterLab would take arrows and letters for commands
      if (!event.ctrlKey && !event.metaKey && !["Tab", "Escape"].includes(event.key)) event.stopPropagation();
    });
    build(root, data);
  }
}

// The picture is the last one before the root. Notebooks keep outputs where they are; the book's pages have a figure around it.
function replaceStill(root) {
  const precedes = (img) => root.compareDocumentPosition(img) & Node.DOCUMENT_POSITION_PRECEDING;
  const picture = [...document.querySelectorAll("img")].filter(precedes).at(-1), still = picture?.closest("figure > *");
  (still ?? picture)?.classList.add("live-still");
  if (!still) return;
  const output = root.closest(".cell") ?? root;
  still.before(root);
  if (output !== root) output.hidden = true; // else an empty panel would be left
}

// Light or dark as the text around is: pages, notebooks and Colab each say it differently, and some not at all.
function dress(root) {
  if (!document.querySelector("style[data-live]")) document.head.append(element("style", { "data-live": "" }, LIVE_CSS));
  const look = () => {
    const [red, green, blue] = getComputedStyle(root).color.match(/[\d.]+/g).map(Number);
    root.dataset.shade = 0.3 * red + 0.6 * green + 0.1 * blue > 127 ? "dark" : "light";
  };
  look();
  for (const node of [document.documentElement, document.body]) new MutationObserver(look).observe(node, { attributes: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look);
}
