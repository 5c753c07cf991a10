// A plot whose vertical axis has powers of ten: points are [x, value], and what is below the axis lies on its floor.

class LogPlot extends Plane {
  constructor(figure, label, { across, up, width = 360, height = 250, left = 52, right = 12, most = 6 }) {
    super(figure, label, { width, height, grid: 0 });
    Object.assign(this, { frame: { left, right: width - right, top: 28, bottom: height - 44 }, across, up, most });
    furnish(this.svg, { role: "img" }, []);
    this.axes = this.add(drawn("g"));
  }

  // What is seen of both axes: x from..to, and exponents from..to; the ticks follow.
  range(x, y) {
    if (String([this.x, this.y]) === String([x, y]) && this.axes.childNodes.length) return;
    Object.assign(this, { x, y });
    this.axes.replaceChildren();
    const { left, right, top, bottom } = this.frame;
    for (const exponent of ticks(y)) this.tick([left, this.to([x[0], 10 ** exponent])[1]], [right - left, 0], powerOfTen(exponent), [-8, 5], "end");
    for (const step of ticks(x, this.most)) this.tick([this.to([step, 1])[0], bottom], [0, top - bottom], String(step), [0, 20]);
    this.words((left + right) / 2, this.height - 6, this.across);
    this.words(6, 17, this.up, "start");
  }

  tick([x, y], [right, down], label, [aside, below], anchor = "") {
    this.axes.append(drawn("path", { class: "live-grid", d: `M${x} ${y}l${right} ${down}` }));
    this.words(x + aside, y + below, label, anchor);
  }

  words(x, y, text, anchor = "") {
    this.axes.append(drawn("text", { class: `live-tick ${anchor}`, x, y }, text));
  }

  to([x, value]) {
    const { left, right, top, bottom } = this.frame, share = (number, [low, high]) => (number - low) / (high - low);
    const level = clamp(Math.log10(value), this.y);
    return [left + share(x, this.x) * (right - left), bottom - share(level, this.y) * (bottom - top)];
  }

  // Many dots in one path: lines of no length, with round ends.
  dots(kind) {
    const node = this.add(drawn("path", { class: `live-spots ${kind}` }));
    return (points) => node.setAttribute("d", points.map((point) => `M${this.to(point).map((at) => at.toFixed(2)).join(" ")}h0`).join(""));
  }
}

// Round numbers of a range, in at most so many steps.
function ticks([low, high], most = 6) {
  const step = [1, 2, 4, 5, 8, 10, 20, 25, 50, 100, 200].find((size) => (high - low) / size <= most) ?? high - low;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}
