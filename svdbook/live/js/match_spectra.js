// Which spectrum belongs to which picture: the reader pairs four of each, and is told why a wrong pair is wrong.

const NOTHING = "–", TOLD = [1, 2, 3, 4, 8, 16, 32, 48]; // the singular values that a screen reader is told
const SHAPES = { // how a spectrum is known, and what the picture of that kind must have
  photograph: {
    looks: "a man with a camera, soft and shaded",
    falls: "falls quickly from the first value on, and never off a cliff",
    must: "A photograph has large shapes, smaller ones and ever finer details, so its values must keep falling",
  },
  noise: {
    looks: "grains of all greys, without any shape",
    falls: "begins without any large value: the first ones are nearly equal",
    must: "In noise no term is much stronger than the next, so no value can stand out",
  },
  blocks: {
    looks: "rectangular blocks in a few greys, with sharp edges",
    falls: "has three values, and all others are zero",
    must: "These blocks are the sum of exactly three terms, so there must be three values and then zeros",
  },
  spoilt: {
    looks: "rectangular blocks under grains of noise",
    falls: "has three large values, then a cliff, and small values that are not zero",
    must: "Blocks under noise are three strong terms and many weak ones, so there must be a cliff but no zeros",
  },
};

function buildMatchSpectra(root, { pictures, n, order }) {
  const kinds = Object.keys(pictures), names = kinds.map((_, i) => "ABCD"[i]), none = Object.fromEntries(names.map((name) => [name, NOTHING]));
  const figure = new Figure(root, "Four pictures and four spectra, to be paired", { order, last: "", ...none }, draw);
  const spectra = kinds.map((kind) => spectrumOf(pictures[kind], n));
  const cards = names.map((name, i) => card(figure, name, pictures[kinds[i]], kinds[i], n));
  const plots = names.map((_, i) => smallPlot(figure, i + 1));
  const show = figure.numbers({ right: ["Right pairs", (count) => `${count} of ${kinds.length}`] });
  figure.button("Shuffle the spectra", () => figure.change({ order: shuffled(figure.state.order), last: "", ...none }));

  function draw(state) {
    const kindOf = (name) => kinds[names.indexOf(name)], chosen = (name) => kinds[state.order[Number(state[name]) - 1]];
    const right = names.filter((name) => chosen(name) === kindOf(name));
    state.order.forEach((spectrum, i) => plots[i](spectra[spectrum]));
    names.forEach((name, i) => cards[i](chosen(name) && right.includes(name)));
    show({ right: right.length });
    if (right.length === names.length) return `All four pairs are right. ${SUMMARY}`;
    return state.last && chosen(state.last) ? verdict(state.last, state[state.last], kindOf(state.last), chosen(state.last)) : QUESTION;
  }
  figure.begin();
}

const QUESTION = "Give each picture the spectrum that belongs to it. Grey is zero, dark is below it and light above.";
const SUMMARY = "Zeros mean low rank. A cliff means a few strong terms over noise. Noise alone has no large value, and a photograph keeps falling.";

function verdict(name, number, kind, chosen) {
  const { falls } = SHAPES[chosen], { must } = SHAPES[kind];
  return kind === chosen
    ? `${name} has spectrum ${number}: right. It ${falls}. ${must}.`
    : `${name} cannot have spectrum ${number}, which ${falls}. ${must}.`;
}

// The singular values, the largest as 1, and what rounding leaves of zero as zero.
function spectrumOf(packed, n) {
  const { s } = svd(Float64Array.from(new Int8Array(bytesOf(packed).buffer)), n, n);
  return Array.from(s, (sigma) => (sigma > n * Number.EPSILON * s[0] ? sigma / s[0] : 0));
}

// Another order, in which no spectrum stays where it was.
function shuffled(order) {
  const next = order.map((spectrum) => [Math.random(), spectrum]).sort(([a], [b]) => a - b).map(([, spectrum]) => spectrum);
  return next.some((spectrum, i) => spectrum === order[i]) ? shuffled(order) : next;
}

// A picture above the choice of its spectrum; what is returned says below it whether that is right.
function card(figure, name, packed, kind, n) {
  const paint = greyPicture(figure, n, n), place = figure.stage.lastChild, caption = place.lastChild, canvas = place.firstChild;
  paint(Array.from(new Int8Array(bytesOf(packed).buffer), (level) => level + 128), `Picture ${name}`);
  furnish(canvas, { class: "live-pixels", "aria-label": `Picture ${name}: ${SHAPES[kind].looks}` }, []);
  place.classList.add("live-quarter");
  const select = figure.choice(name, "has spectrum", [NOTHING, 1, 2, 3, 4], (number) => ({ [name]: number, last: name }));
  furnish(select, { "aria-label": `Picture ${name} has spectrum` }, []);
  place.append(select.closest("label"));
  return (right) => { caption.textContent = `Picture ${name}${right === undefined ? "" : right ? ": ✓ right" : ": ✗ wrong"}`; };
}

// A spectrum on a scale of powers of ten, with zero on its floor.
function smallPlot(figure, number) {
  const plot = new LogPlot(figure, `Spectrum ${number}`, { across: "number", up: `Spectrum ${number}`, width: 150, height: 180, left: 44, most: 2 });
  plot.svg.classList.add("live-quarter");
  plot.range([0, 50], [-4.7, 0.2]);
  plot.words(plot.frame.left - 8, plot.frame.bottom + 5, "0", "end");
  const dots = plot.dots("sigma");
  return (s) => {
    dots(s.map((value, i) => [i + 1, value]));
    const values = TOLD.map((i) => `${i}: ${s[i - 1] ? scientific(s[i - 1]) : "zero"}`).join(", ");
    furnish(plot.svg, { "aria-label": `Spectrum ${number}, the largest value as 1. ${values}` }, []);
  };
}
