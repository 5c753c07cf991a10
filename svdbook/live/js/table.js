// Tables of cells, as figures draw matrices whose entries move.

const WIDE = 280; // so that words have their size where two tables stand side by side in a chapter

// A table whose cells are drawn to order: each has a square, a word, and an outline that marks it.
function cells(figure, label, rows, columns, height) {
  const width = WIDE / columns, tall = height / rows, outside = { x: [0, columns], y: [-rows, 0], width: WIDE, height, grid: 0 };
  const plane = new Plane(figure, label, outside);
  furnish(plane.svg, { role: "img" }, []);
  return (i, j, kind = "") => {
    const middle = [(j + 0.5) * width, (i + 0.5) * tall];
    const square = plane.add(drawn("rect", { class: "live-cell" }));
    const word = plane.add(drawn("text", { class: `live-tick ${kind}`, x: middle[0], y: middle[1] + 5 }));
    return { plane, square, word, write: (text) => { word.textContent = text; }, size: (share) => centred(square, middle, share * (width - 4), share * (tall - 4)) };
  };
}

function centred(rect, [x, y], width, height) {
  furnish(rect, { x: (x - width / 2).toFixed(2), y: (y - height / 2).toFixed(2), width: width.toFixed(2), height: height.toFixed(2) }, []);
}
