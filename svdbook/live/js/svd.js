// The singular value decomposition in the browser, by the eigenvalues of the smaller Gram matrix: quick, and as exact as the
// book's functions are for large singular values, because each is the length of A v and not the root of an eigenvalue.

// Eigenvalues, falling, and eigenvectors (as columns of a flat n x n array) of a symmetric matrix, flat by rows:
// Householder's reflections make it tridiagonal, then QL steps with shifts take the off-diagonal to zero
// (after Bowdler, Martin, Reinsch and Wilkinson, Numerische Mathematik 11, 1968).
function symmetricEigen(S, n) {
  const Z = Float64Array.from(S), d = new Float64Array(n), e = new Float64Array(n);
  tridiagonalise(Z, d, e, n);
  diagonalise(Z, d, e, n);
  const order = Array.from(d.keys()).sort((i, j) => d[j] - d[i]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => { for (let i = 0; i < n; i++) vectors[i * n + to] = Z[from * n + i]; });
  return { values: order.map((i) => d[i]), vectors };
}

// On return the rows of Z are the columns of Q with S = Q T Q^T; d is the diagonal of T, e its off-diagonal from e[1] on.
function tridiagonalise(Z, d, e, n) {
  const Q = new Float64Array(n * n), p = new Float64Array(n), reflections = [];
  for (let k = 0; k + 2 < n; k++) {
    const v = new Float64Array(n);
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, v[i] = Z[i * n + k]);
    d[k] = Z[k * n + k];
    if (norm === 0) { reflections.push(null); e[k + 1] = 0; continue; }
    const alpha = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= alpha;
    e[k + 1] = alpha;
    let square = 0;
    for (let i = k + 1; i < n; i++) square += v[i] * v[i];
    const scale = 2 / square;
    let half = 0;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += Z[i * n + j] * v[j];
      p[i] = scale * sum;
      half += p[i] * v[i];
    }
    half *= scale / 2;
    for (let i = k + 1; i < n; i++) p[i] -= half * v[i];
    for (let i = k + 1; i < n; i++) {
      const vi = v[i], pi = p[i];
      for (let j = k + 1; j < n; j++) Z[i * n + j] -= vi * p[j] + pi * v[j];
    }
    reflections.push({ v, scale });
  }
  if (n > 1) { d[n - 2] = Z[(n - 2) * n + n - 2]; e[n - 1] = Z[(n - 1) * n + n - 2]; }
  d[n - 1] = Z[n * n - 1];
  for (let i = 0; i < n; i++) Q[i * n + i] = 1;
  for (let k = reflections.length - 1; k >= 0; k--) { // Q = H_0 H_1 ..., kept transposed: its rows are the columns
    if (!reflections[k]) continue;
    const { v, scale } = reflections[k];
    for (let row = k + 1; row < n; row++) {
      let sum = 0;
      for (let i = k + 1; i < n; i++) sum += Q[row * n + i] * v[i];
      sum *= scale;
      for (let i = k + 1; i < n; i++) Q[row * n + i] -= sum * v[i];
    }
  }
  Z.set(Q);
}

function diagonalise(Z, d, e, n) {
  for (let i = 1; i < n; i++) e[i - 1] = e[i];
  e[n - 1] = 0;
  for (let l = 0; l < n; l++)
    for (;;) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      stepQL(Z, d, e, n, l, m);
    }
}

// One implicit QL step on rows l to m, with Wilkinson's shift.
function stepQL(Z, d, e, n, l, m) {
  let g = (d[l + 1] - d[l]) / (2 * e[l]), r = Math.hypot(g, 1);
  g = d[m] - d[l] + e[l] / (g + (g < 0 ? -r : r));
  let s = 1, c = 1, p = 0, i = m - 1;
  for (; i >= l; i--) {
    const f = s * e[i], b = c * e[i];
    e[i + 1] = r = Math.hypot(f, g);
    if (r === 0) { d[i + 1] -= p; e[m] = 0; break; }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    r = (d[i] - g) * s + 2 * c * b;
    d[i + 1] = g + (p = s * r);
    g = c * r - b;
    const low = i * n, high = low + n;
    for (let k = 0; k < n; k++) {
      const z = Z[high + k];
      Z[high + k] = s * Z[low + k] + c * z;
      Z[low + k] = c * Z[low + k] - s * z;
    }
  }
  if (r === 0 && i >= l) return;
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

// A = U diag(s) V^T of an m x n matrix, flat by rows: reduced, all of them flat by rows, U m x r, V n x r, r = min(m, n).
// Signs are the book's: the first entry of each v that is tied for the largest is positive. Columns of U for a singular value
// that is zero, as far as rounding goes, are zero.
function svd(A, m, n) {
  if (m < n) {
    const { U, s, V } = svd(transposed(A, m, n), n, m);
    return signed({ U: V, s, V: U }, m, n, m);
  }
  const { vectors: V } = symmetricEigen(gram(A, m, n), n);
  const AV = product(A, V, m, n, n), s = new Float64Array(n);
  if (n <= SMALL) orthogonalise(AV, V, m, n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) s[j] += AV[i * n + j] ** 2;
  for (let j = 0; j < n; j++) s[j] = Math.sqrt(s[j]);
  return signed(falling(AV, s, V, m, n), m, n, n);
}

// The Gram matrix hides what is below the root of the rounding error, and blurs what is a little above. Of small matrices
// Jacobi's rotations bring it out, so that zeros are as small as the book's rule for the rank needs them. In place.
const SMALL = 32, SWEEPS = 12;

function orthogonalise(AV, V, m, n) {
  const dot = (p, q) => { let sum = 0; for (let i = 0; i < m; i++) sum += AV[i * n + p] * AV[i * n + q]; return sum; };
  const negligible = (Number.EPSILON * Math.hypot(...AV)) ** 2;
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const a = dot(p, p), b = dot(q, q), c = dot(p, q);
        if (Math.abs(c) <= Math.max(Number.EPSILON * Math.sqrt(a * b), negligible)) continue;
        const zeta = (b - a) / (2 * c), t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        rotate(AV, m, n, p, q, t);
        rotate(V, n, n, p, q, t);
        turned = true;
      }
  }
}

// Turn columns p and q of B by the angle with tangent t.
function rotate(B, m, n, p, q, t) {
  const c = 1 / Math.hypot(1, t), s = c * t;
  for (let i = 0; i < m; i++) {
    const x = B[i * n + p], y = B[i * n + q];
    B[i * n + p] = c * x - s * y;
    B[i * n + q] = s * x + c * y;
  }
}

// Lengths that rounding has put out of order are sorted again, and A V becomes U.
function falling(AV, s, V, m, n) {
  const order = Array.from(s.keys()).sort((i, j) => s[j] - s[i]), zero = Math.max(m, n) * Number.EPSILON * s[order[0]];
  const U = new Float64Array(m * n), W = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) W[i * n + to] = V[i * n + from];
    if (s[from] > zero) for (let i = 0; i < m; i++) U[i * n + to] = AV[i * n + from] / s[from];
  });
  return { U, s: order.map((j) => s[j]), V: W };
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

// A^T A, a block of rows at a time
function gram(A, m, n) {
  const S = new Float64Array(n * n);
  for (let k = 0; k < m; k++)
    for (let i = 0; i < n; i++) {
      const factor = A[k * n + i];
      if (factor) for (let j = i; j < n; j++) S[i * n + j] += factor * A[k * n + j];
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
