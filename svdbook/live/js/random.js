// Random numbers that a seed determines, the same in every browser but for the last digit.

// Uniform on (0, 1): a counter whose bits are stirred (32 of them, in the manner of the generators called mulberry and murmur).
function uniforms(seed) {
  let count = Math.imul(seed + 1, 0x9e3779b9);
  return () => {
    count = (count + 0x6d2b79f5) | 0;
    let bits = Math.imul(count ^ (count >>> 15), count | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32 + 2 ** -33;
  };
}

// Standard normal numbers, two at a time (Box and Muller).
function normals(seed, size) {
  const next = uniforms(seed), numbers = new Float64Array(size);
  for (let i = 0; i < size; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(next())), angle = 2 * Math.PI * next();
    numbers[i] = radius * Math.cos(angle);
    if (i + 1 < size) numbers[i + 1] = radius * Math.sin(angle);
  }
  return numbers;
}
