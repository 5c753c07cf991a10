// A picture as a sum of terms of rank one: the first k of them, the one that comes next, and the error that is left.

function buildAddTerms(root, { pixels, m, n }) {
  const A = Float64Array.from(bytesOf(pixels)), { U, s, V } = svd(A, m, n), p = s.length;
  const figure = new Figure(root, "A picture as a sum of terms", { k: Math.min(5, p) }, draw);
  const [sum, next, rest] = [1, 2, 3].map(() => greyPicture(figure, n, m)), mark = drawSpectrum(figure, s);
  for (const picture of figure.stage.querySelectorAll("figure")) picture.classList.add("live-third"); // all in sight of the slider
  figure.slider("k", "Terms k", { min: 0, max: p });
  const show = figure.numbers({
    next: ["σₖ₊₁, the 2-norm", 2, "sigma"], frobenius: ["Frobenius norm", 2], share: ["Energy kept", 4],
    rms: ["Root mean square, in grey levels", 1], worst: ["Worst pixel, in grey levels", 1],
  });

  function draw({ k }) {
    const kept = sumOfTerms(U, s, V, m, n, 0, k), term = sumOfTerms(U, s, V, m, n, k, Math.min(k + 1, p));
    const error = A.map((entry, i) => entry - kept[i]), reach = k < p ? Math.max(largestOf(error), largestOf(term)) : 1;
    sum(kept, k === 1 ? "The first term" : `The sum of ${k} terms`);
    next(signedGrey(term, reach), k < p ? `Term ${k + 1}, which comes next` : "No term is left");
    rest(signedGrey(error, reach), k < p ? `What is left: black is −${fixed(reach, 0)}, white is ${fixed(reach, 0)}` : "Nothing is left");
    mark(k);
    const frobenius = Math.sqrt(squares(s, k)), all = squares(s, 0), rms = frobenius / Math.sqrt(m * n);
    show({ next: s[k] ?? 0, frobenius, share: all ? 1 - squares(s, k) / all : 1, rms, worst: largestOf(error) });
    return k < p
      ? `After ${k} of ${p} terms the error is σ${lowered(k + 1)} = ${fixed(s[k], 1)} in the 2-norm and ${fixed(frobenius, 1)} in the Frobenius norm, `
        + `${fixed(rms, 1)} grey levels in the root mean square.`
      : `All ${p} terms add up to the picture.`;
  }
  figure.begin();
}

// The sum of the terms from one number to another.
function sumOfTerms(U, s, V, m, n, from, to) {
  const sum = new Float64Array(m * n), p = s.length;
  for (let i = 0; i < m; i++)
    for (let l = from; l < to; l++) {
      const factor = U[i * p + l] * s[l];
      for (let j = 0; j < n; j++) sum[i * n + j] += factor * V[j * p + l];
    }
  return sum;
}

const largestOf = (numbers) => numbers.reduce((largest, number) => Math.max(largest, Math.abs(number)), 0);
const signedGrey = (numbers, reach) => numbers.map((number) => 127.5 * (1 + number / (reach || 1)));
const squares = (s, from) => s.slice(from).reduce((sum, value) => sum + value * value, 0);

// The singular values as bars on a scale of powers of ten; those of the terms that are added have their colour.
function drawSpectrum(figure, s) {
  const low = -1, height = (value) => Math.log10(Math.max(value, 10 ** low)), top = Math.ceil(height(s[0]) + 0.01);
  const plane = new Plane(figure, "The singular values, from the largest to the smallest", {
    x: [-s.length / 5, s.length + 1], y: [low - 0.6, top], width: 390, height: 210, grid: 0,
  });
  plane.svg.classList.add("live-wide");
  for (let power = low; power <= top; power++) {
    plane.path("live-grid")([[0, power], [s.length + 1, power]]);
    if (power < top) plane.text("live-tick end", fixed(10 ** power, power < 0 ? 1 : 0))([0, power], [-5, 5]);
  }
  plane.text("live-tick end", "singular values σ₁, σ₂, …")([s.length, top], [0, 24]);
  for (const i of [1, Math.round(s.length / 2), s.length]) plane.text("live-tick", i)([i, low], [i === s.length ? -10 : 0, 18]);
  const bars = s.map((value, i) => {
    const [x, y] = plane.to([i + 1, height(value)]), [, foot] = plane.to([0, low]);
    return plane.add(drawn("line", { x1: x, x2: x, y1: foot, y2: y, "stroke-width": Math.max(1.5, 260 / s.length) }));
  });
  return (k) => bars.forEach((bar, i) => bar.setAttribute("stroke", i < k ? "var(--sigma)" : "var(--faint)"));
}
