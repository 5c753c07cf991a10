// The singular value decomposition in the browser, by the eigenvalues of the smaller Gram matrix: quick, and as exact as the
// book's functions are for large singular values, because each is the length of A v and not the root of an eigenvalue.

// Long computations are generators, which stop after every few rows: so a page stays alive, and can say how far they are.
function finished(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const svd = (A, m, n) => finished(svdSteps(A, m, n));
const symmetricEigen = (S, n) => finished(eigenSteps(S, n));
const gram = (A, m, n) => finished(gramSteps(A, m, n));
const stepsOf = (m, n) => Math.max(m, n) / 4 + 4 * Math.min(m, n); // how often svdSteps stops, about

// A = U diag(s) V^T of an m x n matrix, flat by rows: reduced, all of them flat by rows, U m x r, V n x r, r = min(m, n).
// Signs are the book's: the first entry of each v that is tied for the largest is positive. Columns of U for a singular value
// that is zero, as far as rounding goes, are zero.
function* svdSteps(A, m, n) {
  if (m < n) {
    const { U, s, V } = yield* svdSteps(transposed(A, m, n), n, m);
    return signed({ U: V, s, V: U }, m, n, m);
  }
  const unit = unitOf(A), B = Float64Array.from(A, (entry) => entry / unit), rows = rowsOf(B, m, n); // lest squares overflow
  const { columns: right } = yield* eigenSteps(yield* gramSteps(B, m, n), n), left = [];
  for (const v of right) {
    left.push(Float64Array.from(rows, (row) => dot(row, v, 0, n)));
    yield;
  }
  yield* makePerpendicular(left, right);
  return signed(assembled(left, right, unit, m, n), m, n, n);
}

// The Gram matrix has the squares of the singular values, and what is small among them drowns in its rounding: there the
// vectors are a basis of the right space, but not the right one. One-sided Jacobi turns their images until they are
// perpendicular. In large matrices few pairs have need of it; in small ones all are turned, so that zeros are as small as
// the book's rule for the rank needs them.
const SMALL = 32, SWEEPS = 12;

function* makePerpendicular(left, right) {
  const lengths = left.map(lengthOf), largest = Math.max(0, ...lengths);
  const blurred = (j) => lengths[j] < 1e-5 * largest && lengths[j] > 1e-13 * largest;
  const some = Array.from(left.keys()).filter((j) => left.length <= SMALL || blurred(j));
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (const i of some) for (const j of some) if (i < j && turnPair(left, right, i, j, largest)) turned = true;
    yield;
  }
}

function turnPair(left, right, i, j, largest) {
  const x = left[i], y = left[j], xx = dot(x, x, 0, x.length), yy = dot(y, y, 0, x.length), xy = dot(x, y, 0, x.length);
  if (Math.abs(xy) <= Math.max(Number.EPSILON * Math.sqrt(xx * yy), (Number.EPSILON * largest) ** 2)) return false;
  const zeta = (yy - xx) / (2 * xy), t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta)), c = 1 / Math.hypot(1, t);
  rotate(x, y, c, c * t);
  rotate(right[i], right[j], c, c * t);
  return true;
}

// A power of two near the largest entry: to divide by it rounds nothing.
function unitOf(A) {
  const largest = A.reduce((found, entry) => Math.max(found, Math.abs(entry)), 0);
  return largest ? 2 ** Math.max(-1022, Math.floor(Math.log2(largest))) : 1;
}

// Eigenvalues, falling, and eigenvectors, one by one, of a symmetric matrix, flat by rows:
// Householder's reflections make it tridiagonal, then QL steps with shifts take the off-diagonal to zero
// (after Bowdler, Martin, Reinsch and Wilkinson, Numerische Mathematik 11, 1968).
function* eigenSteps(S, n) {
  const { d, e, reflections } = yield* tridiagonal(rowsOf(Float64Array.from(S), n, n), n);
  const columns = yield* productOf(reflections, n);
  yield* diagonalise(columns, d, e, n);
  const order = Array.from(d.keys()).sort((i, j) => d[j] - d[i]);
  return { values: order.map((i) => d[i]), columns: order.map((i) => columns[i]) };
}

// Z = Q T Q^T, with d the diagonal of T, e its off-diagonal, and Q the product of reflections I - scale v v^T. A striped
// picture leaves rounding, and rounding of rounding, and so on until squares vanish: what is tiny is not reflected.
function* tridiagonal(Z, n) {
  const tiny = Number.EPSILON ** 2 * Math.max(0, ...Z.map(lengthOf));
  const d = new Float64Array(n), e = new Float64Array(n), p = new Float64Array(n), reflections = [];
  for (let k = 0; k < n; k++) {
    d[k] = Z[k][k];
    const v = Z[k].slice(), norm = Math.sqrt(dot(v, v, k + 1, n)); // the row is the column
    v.fill(0, 0, k + 1);
    if (k + 2 < n && norm > tiny) {
      e[k] = v[k + 1] > 0 ? -norm : norm;
      v[k + 1] -= e[k];
      const scale = 2 / dot(v, v, k + 1, n);
      reflect(Z, v, scale, p, k + 1, n);
      reflections.push({ v, scale, from: k + 1 });
    } else if (k + 1 < n) e[k] = v[k + 1];
    yield;
  }
  return { d, e, reflections };
}

// H Z H with H = I - scale v v^T, in the rows and columns from a number on.
function reflect(Z, v, scale, p, from, n) {
  for (let i = from; i < n; i++) p[i] = scale * dot(Z[i], v, from, n);
  const half = (scale / 2) * dot(p, v, from, n);
  for (let i = from; i < n; i++) p[i] -= half * v[i];
  for (let i = from; i < n; i++) {
    const row = Z[i], vi = v[i], pi = p[i];
    for (let j = from; j < n; j++) row[j] -= vi * p[j] + pi * v[j];
  }
}

// The columns of H_0 H_1 ..., multiplied from the last on, so that ever more of them are touched.
function* productOf(reflections, n) {
  const columns = Array.from({ length: n }, (_, i) => new Float64Array(n).fill(1, i, i + 1));
  for (const { v, scale, from } of reflections.reverse()) {
    for (let i = from; i < n; i++) {
      const column = columns[i], factor = scale * dot(column, v, from, n);
      for (let j = from; j < n; j++) column[j] -= factor * v[j];
    }
    yield;
  }
  return columns;
}

function* diagonalise(columns, d, e, n) {
  let size = 0; // of T: what is below its rounding is zero
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(d[i]) + Math.abs(e[i]));
  for (let l = 0; l < n; l++) {
    for (;;) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * size) m++;
      if (m === l) break;
      stepQL(columns, d, e, l, m);
    }
    yield;
  }
}

// One implicit QL step on rows l to m, with Wilkinson's shift.
function stepQL(columns, d, e, l, m) {
  let g = (d[l + 1] - d[l]) / (2 * e[l]), r = Math.hypot(g, 1);
  g = d[m] - d[l] + e[l] / (g + (g < 0 ? -r : r));
  let s = 1, c = 1, p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i], b = c * e[i];
    e[i + 1] = r = Math.hypot(f, g);
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    r = (d[i] - g) * s + 2 * c * b;
    d[i + 1] = g + (p = s * r);
    g = c * r - b;
    rotate(columns[i], columns[i + 1], c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

function rotate(low, high, c, s) {
  for (let k = 0; k < low.length; k++) {
    const x = low[k], y = high[k];
    high[k] = s * x + c * y;
    low[k] = c * x - s * y;
  }
}

// The vectors in the order of the lengths of their images, which are the singular values.
function assembled(left, right, unit, m, n) {
  const lengths = left.map(lengthOf), order = Array.from(left.keys()).sort((i, j) => lengths[j] - lengths[i]);
  const zero = m * Number.EPSILON * lengths[order[0]], U = new Float64Array(m * n), V = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) V[i * n + to] = right[from][i];
    if (lengths[from] > zero) for (let i = 0; i < m; i++) U[i * n + to] = left[from][i] / lengths[from];
  });
  return { U, s: order.map((j) => lengths[j] * unit), V };
}

function signed({ U, s, V }, m, n, r) {
  for (let j = 0; j < r; j++) {
    let largest = 0;
    for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(V[i * r + j]));
    let first = 0;
    while (largest && Math.abs(V[first * r + j]) < (1 - 1e-6) * largest) first++;
    if (V[first * r + j] >= 0) continue;
    for (let i = 0; i < n; i++) V[i * r + j] *= -1;
    for (let i = 0; i < m; i++) U[i * r + j] *= -1;
  }
  return { U, s, V };
}

function transposed(A, m, n) {
  const B = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) B[j * m + i] = A[i * n + j];
  return B;
}

// A^T A, four rows at a time
function* gramSteps(A, m, n) {
  const S = new Float64Array(n * n), into = rowsOf(S, n, n), rows = rowsOf(Float64Array.from(A), m, n);
  for (let k = 0; k < m; k += 4) {
    const four = fourOf(rows, k);
    const [a, b, c, d] = four;
    for (let i = 0; i < n; i++) addFour(into[i], four, a[i], b[i], c[i], d[i], i);
    yield;
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) S[i * n + j] = S[j * n + i];
  return S;
}

// A B with A m x n and B n x k
function product(A, B, m, n, k) {
  const C = new Float64Array(m * k);
  for (let i = 0; i < m; i++)
    for (let l = 0; l < n; l++) {
      const factor = A[i * n + l];
      if (factor) for (let j = 0; j < k; j++) C[i * k + j] += factor * B[l * k + j];
    }
  return C;
}

function rowsOf(A, m, n) {
  return Array.from({ length: m }, (_, i) => A.subarray(i * n, (i + 1) * n));
}

function fourOf(rows, k) {
  return [0, 1, 2, 3].map((i) => rows[k + i] ?? new Float64Array(rows[k].length)); // zeros after the last
}

// Add a combination of four rows to a row. Four at a time, because it is read and written once for all of them.
function addFour(row, [a, b, c, d], ka, kb, kc, kd, from) {
  for (let j = from; j < row.length; j++) row[j] += ka * a[j] + kb * b[j] + kc * c[j] + kd * d[j];
}

// The scalar product of two rows, from an entry on. Four sums, because no addition then waits for the one before.
function dot(a, b, from, to) {
  let s = 0, t = 0, u = 0, v = 0, i = from;
  for (; i + 3 < to; i += 4) {
    s += a[i] * b[i];
    t += a[i + 1] * b[i + 1];
    u += a[i + 2] * b[i + 2];
    v += a[i + 3] * b[i + 3];
  }
  for (; i < to; i++) s += a[i] * b[i];
  return s + t + (u + v);
}

function lengthOf(v) {
  return Math.sqrt(dot(v, v, 0, v.length));
}

// What a worker needs to run svdSteps, as text.
const SVD_AS_TEXT = [
  `const SMALL = ${SMALL}, SWEEPS = ${SWEEPS};`,
  svdSteps, makePerpendicular, turnPair, unitOf, eigenSteps, tridiagonal, reflect, productOf, diagonalise, stepQL, rotate,
  assembled, signed, transposed, gramSteps, rowsOf, fourOf, addFour, dot, lengthOf,
].join("\n");
