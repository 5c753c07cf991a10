// A photograph as a sum of terms, as many as a slider says: one that the page brings, or the reader's own, which is decomposed
// here, in a worker, and goes nowhere.

const LARGEST_SIDE = 512, PATIENCE = 6; // milliseconds of a frame that go into terms

// A picture is {m, n, left, right, s, name}: left and right are a list of rows for each channel, a row a term, the singular
// values shared between them; s holds the singular values of all channels together, of which the k-th is the size of term k.
function storedPicture({ m, n, terms, left, right, scales, s, name }) {
  const rows = (packed, length) => scales.map((channel, c) => channel.map((scale, k) =>
    Float32Array.from(packed.subarray((c * terms + k) * length, (c * terms + k + 1) * length), (code) => code * scale)));
  return { m, n, s, name, left: rows(signedBytes(left), m), right: rows(signedBytes(right), n) };
}

const signedBytes = (base64) => new Int8Array(bytesOf(base64).buffer);

function decomposedPicture(parts, m, n, name) {
  const r = Math.min(m, n), together = (k) => Math.hypot(...parts.map(({ s }) => s[k]));
  const zero = Math.max(m, n) * Number.EPSILON * together(0); // what rounding leaves of a flat picture
  const terms = (vectors, length, s) => Array.from({ length: r }, (_, k) =>
    Float32Array.from({ length }, (_, i) => vectors[i * r + k] * Math.sqrt(s[k])));
  return {
    m, n, name, s: Array.from({ length: r }, (_, k) => (together(k) > zero ? together(k) : 0)),
    left: parts.map(({ U, s }) => terms(U, m, s)), right: parts.map(({ V, s }) => terms(V, n, s)),
  };
}

// The same picture of half the size: the mean of four neighbours of a product is the product of the means.
function halved({ m, n, left, right, ...rest }) {
  const mean = (row) => Float32Array.from({ length: Math.ceil(row.length / 2) }, (_, i) =>
    (row[2 * i] + (row[2 * i + 1] ?? row[2 * i])) / 2);
  const all = (channels) => channels.map((rows) => rows.map(mean));
  return { ...rest, m: Math.ceil(m / 2), n: Math.ceil(n / 2), left: all(left), right: all(right) };
}

// The sum of the first terms of a picture, to which terms are added, or from which they are taken away, four at a time.
class Sum {
  constructor(picture) {
    Object.assign(this, { picture, has: 0 });
    this.channels = picture.left.map(() => new Float32Array(picture.m * picture.n));
    this.image = new ImageData(picture.n, picture.m);
    this.canvas = element("canvas", { width: picture.n, height: picture.m });
  }

  // Come nearer to k terms for some milliseconds; returns whether they are reached.
  approach(k, patience) {
    const until = performance.now() + patience;
    while (this.has !== k && performance.now() < until) {
      const sign = Math.sign(k - this.has), next = sign > 0 ? Math.min(k, this.has + 4) : Math.max(k, this.has - 4);
      const four = [0, 1, 2, 3].map((i) => Math.min(this.has, next) + i).filter((term) => term < Math.max(this.has, next));
      this.channels.forEach((sum, c) => addTerms(sum, this.picture.left[c], this.picture.right[c], four, sign));
      this.has = next;
    }
    return this.has === k;
  }

  // Rounded and clipped, which is what such an array does by itself.
  paint(onto) {
    const { data } = this.image, [red, green, blue] = [0, 1, 2].map((c) => this.channels[c] ?? this.channels[0]);
    for (let i = 0, at = 0; i < red.length; i++, at += 4) {
      data[at] = red[i];
      data[at + 1] = green[i];
      data[at + 2] = blue[i];
      data[at + 3] = 255;
    }
    this.canvas.getContext("2d").putImageData(this.image, 0, 0);
    onto.getContext("2d").drawImage(this.canvas, 0, 0, onto.width, onto.height);
  }
}

// Four terms in one pass, because the sum is the longest to read and write.
function addTerms(sum, left, right, four, sign) {
  const none = new Float32Array(right[0].length), rows = [0, 1, 2, 3].map((i) => right[four[i]] ?? none);
  const [a, b, c, d] = rows, n = none.length;
  const factor = (i, row) => (four[i] === undefined ? 0 : sign * left[four[i]][row]);
  for (let row = 0, at = 0; row < left[0].length; row++, at += n) {
    const ka = factor(0, row), kb = factor(1, row), kc = factor(2, row), kd = factor(3, row);
    for (let j = 0; j < n; j++) sum[at + j] += ka * a[j] + kb * b[j] + kc * c[j] + kd * d[j];
  }
}

// Pixels of a file, at most 512 a side, as a matrix a channel; a grey picture has one.
async function pixelsOf(file) {
  const bitmap = await createImageBitmap(file), scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const n = Math.max(1, Math.round(bitmap.width * scale)), m = Math.max(1, Math.round(bitmap.height * scale));
  const context = element("canvas", { width: n, height: m }).getContext("2d");
  context.fillStyle = "#fff"; // behind what is transparent
  context.fillRect(0, 0, n, m);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, n, m);
  const { data } = context.getImageData(0, 0, n, m);
  const channels = [0, 1, 2].map((c) => Float64Array.from({ length: m * n }, (_, i) => data[4 * i + c]));
  const grey = channels[0].every((value, i) => value === channels[1][i] && value === channels[2][i]);
  return { m, n, channels: grey ? channels.slice(0, 1) : channels };
}

// What a worker does: decompose channel after channel, and tell how far it is, from 0 to 1.
function workAlone() {
  onmessage = ({ data: { m, n, channels } }) => {
    const parts = channels.map((channel, c) => {
      const steps = svdSteps(channel, m, n);
      for (let i = 1; ; i++) {
        const { done, value } = steps.next();
        if (done) return value;
        if (i % 16 === 0) postMessage({ share: (c + Math.min(1, i / stepsOf(m, n))) / channels.length });
      }
    });
    postMessage({ parts });
  };
}

// A worker from a data: URL runs where one from a blob may not.
function decomposeAside(picture, told) {
  const text = `${SVD_AS_TEXT}\nconst stepsOf = ${stepsOf};\n(${workAlone})();`;
  return new Promise((done, failed) => {
    const worker = new Worker(`data:text/javascript,${encodeURIComponent(text)}`);
    worker.onerror = failed;
    worker.onmessage = ({ data: { share, parts } }) => {
      if (!parts) return told(share);
      worker.terminate();
      done(parts);
    };
    worker.postMessage(picture);
  });
}

// Without a worker: a few milliseconds at a time, so that the page stays alive.
async function decomposeHere({ m, n, channels }, told) {
  const parts = [];
  for (const channel of channels) {
    const steps = svdSteps(channel, m, n);
    for (let i = 1, until = performance.now() + 12; ; i++) {
      const { done, value } = steps.next();
      if (done) { parts.push(value); break; }
      if (performance.now() < until) continue;
      told((parts.length + Math.min(1, i / stepsOf(m, n))) / channels.length);
      await new Promise((next) => { setTimeout(next); });
      until = performance.now() + 12;
    }
  }
  return parts;
}

function buildCompressPhoto(root, data) {
  const stored = storedPicture(data), begins = { k: 16, dragged: false };
  let picture, whole, half, frame = 0;
  const figure = new Figure(root, "A photograph as a sum of a few terms", begins, draw);
  const canvas = element("canvas", { role: "img" });
  figure.stage.append(canvas);
  const spectrum = new Spectrum(figure);
  const { slider, scale } = rankSlider(figure);
  const show = figure.numbers({ sigma: ["σₖ", 0, "sigma"], psnr: ["PSNR in dB", 2], bytes: ["bytes", 0], share: ["share of the pixels in %", 1] });
  ownPhotograph(figure, take, () => take(stored));

  function take(taken) {
    picture = taken;
    [whole, half] = [new Sum(picture), new Sum(halved(picture))];
    furnish(canvas, { width: picture.n, height: picture.m }, []);
    slider.max = picture.left[0].length;
    markBreakEven(scale, picture, Number(slider.max));
    spectrum.take(picture);
    figure.change({ k: Math.min(figure.state.k, Number(slider.max)), dragged: false });
  }

  // Terms come in over several frames, if they are many; half the pixels will do while the slider is being dragged.
  function paint() {
    frame = 0;
    const { k, dragged } = figure.state, sum = dragged ? half : whole, there = sum.approach(k, PATIENCE);
    sum.paint(canvas);
    canvas.dataset.terms = sum.has;
    if (!there) frame = requestAnimationFrame(paint);
  }

  function draw({ k }) {
    cancelAnimationFrame(frame);
    paint();
    spectrum.mark(k);
    const facts = factsOf(picture, k);
    show({ sigma: facts.sigma, psnr: facts.psnr, bytes: facts.bytes, share: facts.share });
    const words = `${picture.name} at rank ${k}: ${fixed(facts.bytes, 0)} bytes for ${fixed(facts.pixels, 0)} pixels' bytes, ` +
      `${fixed(facts.share, 1)} %, at ${fixed(facts.psnr, 2)} decibels.`;
    canvas.setAttribute("aria-label", `${picture.name} at rank ${k}`);
    return `${words} ${k > breakEven(picture) ? "That is more than the pixels take." : `Up to rank ${breakEven(picture)} the factors are smaller than the pixels.`}`;
  }
  take(stored);
  figure.begin();
}

// The slider, as wide as its place, which says while it is dragged; and below it a scale.
function rankSlider(figure) {
  const slider = figure.slider("k", "Rank k", { min: 1, max: 64 });
  const scale = element("span", { class: "live-scale", "aria-hidden": "true" });
  slider.closest("label").classList.add("live-long");
  slider.after(scale);
  for (const [kind, dragged] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false], ["change", false]])
    slider.addEventListener(kind, () => figure.change({ dragged }));
  return { slider, scale };
}

const breakEven = ({ m, n }) => Math.floor((m * n - 1) / (m + n + 1));

// What rank k costs, at one byte a number, and what it is worth: the terms that are left out foretell the error.
function factsOf({ m, n, s, left }, k) {
  const channels = left.length, pixels = channels * m * n, bytes = channels * k * (m + n + 1);
  const missed = s.slice(k).reduce((sum, sigma) => sum + sigma * sigma, 0);
  return { sigma: s[k - 1], psnr: 10 * Math.log10((255 ** 2 * pixels) / missed), bytes, pixels, share: (100 * bytes) / pixels };
}

// The singular values, both axes in powers of ten, with the rank that is shown, and the one from which on nothing is saved.
class Spectrum {
  constructor(figure) {
    this.plane = new Plane(figure, "The singular values, both axes in powers of ten", { x: [-0.25, 2.9], y: [0, 1], height: 320, grid: 0 });
    this.curve = this.plane.path("live-line sigma");
    [this.upright, this.frontier] = [this.plane.path("live-faint"), this.plane.path("live-axis")];
    this.words = this.plane.text("live-tick", "");
    this.axis = this.plane.text("live-tick", "rank k");
    this.value = this.plane.text("live-name sigma", "σₖ");
    this.point = this.plane.dot("live-dot sigma", 6);
    this.ticks = Array.from({ length: 12 }, () => this.plane.text("live-tick", ""));
  }

  take(picture) {
    const positive = picture.s.filter((sigma) => sigma > 0), low = Math.log10(positive.at(-1) ?? 1), high = Math.log10(positive[0] ?? 10);
    this.s = picture.s;
    this.plane.y = [Math.floor(low) - 0.7, Math.max(high, low + 1) + 0.3];
    this.floor = this.plane.y[0] + 0.6; // of the drawing; the numbers of the axis stand below it
    this.plane.x = [-0.35, Math.log10(picture.s.length) + 0.15];
    this.curve(positive.map((sigma, i) => [Math.log10(i + 1), Math.log10(sigma)]));
    const limit = breakEven(picture), x = Math.log10(Math.max(1, limit)), top = this.plane.y[1];
    this.frontier([[x, this.floor], [x, top]]);
    this.words([x, top], [-54, 30], `break-even ${limit}`);
    this.labelAxes();
  }

  labelAxes() {
    const [x, y] = [this.plane.x, this.plane.y], powers = (to) => [0, 1, 2, 3, 4, 5, 6].filter((power) => power <= to);
    const texts = [...powers(x[1]).map((power) => [[power, y[0]], [0, -8], String(10 ** power)]),
      ...powers(y[1] - 0.3).map((power) => [[x[0], power], [20, 4], `10${"⁰¹²³⁴⁵⁶"[power]}`])];
    this.ticks.forEach((tick, i) => tick(...(texts[i] ?? [[0, 0], [0, 0], ""])));
    this.axis([x[1], y[0]], [-30, -8]);
  }

  mark(k) {
    const y = Math.log10(this.s[k - 1] || 10 ** this.floor), x = Math.log10(k);
    this.point([x, y]);
    this.value([x, y], [16, -10]);
    this.upright([[x, y], [x, this.floor]]);
  }
}

// On the slider's own scale, or beyond its end.
function markBreakEven(scale, picture, max) {
  const limit = breakEven(picture), within = limit <= max, share = within ? (limit - 1) / Math.max(1, max - 1) : 1;
  const words = `break-even ${limit}`, before = share > 0.5, text = before ? `${words} ${within ? "▲" : "▶"}` : `▲ ${words}`;
  const mark = element("span", {}, text);
  if (before) mark.style.right = `calc(${1 - share} * (100% - 1rem) + 0.1rem)`; // the thumb is as wide as a letter, and so is the mark
  else mark.style.left = `calc(${share} * (100% - 1rem) + 0.1rem)`;
  scale.replaceChildren(mark);
}

// A file that is chosen or dropped becomes the picture; a later one takes the place of one that is still being decomposed.
function ownPhotograph(figure, take, back) {
  const input = element("input", { type: "file", accept: "image/*" });
  const progress = element("progress", { max: 1, value: 0, hidden: "", "aria-label": "How far the decomposition is" });
  const note = element("span", { class: "live-small" }, "It is decomposed in this page, and never leaves your browser.");
  figure.control("Your own photograph", input);
  figure.panel.append(progress, note);
  let latest = 0, own = false;
  const leave = () => { latest++; own = false; finish(""); back(); };
  const button = figure.button("Back to the astronaut", leave);
  figure.resets.push(leave);
  button.hidden = true;
  const finish = (words) => {
    progress.hidden = true;
    button.hidden = !own;
    input.value = "";
    if (words) note.textContent = words;
  };
  async function read(file) {
    const mine = ++latest, told = (share) => { if (mine === latest) progress.value = share; };
    progress.hidden = button.hidden = false;
    told(0);
    try {
      const pixels = await pixelsOf(file), began = performance.now();
      const parts = await decomposeAside(pixels, told).catch(() => decomposeHere(pixels, told));
      if (mine !== latest) return;
      own = true;
      const seconds = fixed((performance.now() - began) / 1000, 1);
      finish(`Decomposed at ${pixels.n} × ${pixels.m} pixels in ${seconds} s, in this page: it never left your browser.`);
      take(decomposedPicture(parts, pixels.m, pixels.n, "Your photograph"));
    } catch {
      if (mine === latest) finish("This file is no picture that the browser can read.");
    }
  }
  input.addEventListener("change", () => { if (input.files.length) read(input.files[0]); });
  figure.root.addEventListener("dragover", (event) => event.preventDefault());
  figure.root.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) read(event.dataTransfer.files[0]);
  });
}
