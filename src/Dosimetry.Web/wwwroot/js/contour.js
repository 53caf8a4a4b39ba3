// Contour lines of a scalar plane (marching squares) in grid units. Used for isodose lines and region outlines.

/**
 * Line segments [u0, v0, u1, v1, …] where the plane crosses a level; u, v are fractional indices of sample centres.
 * A saddle is split by its mean value, so that neighbouring cells agree.
 */
export function contour(at, nu, nv, level) {
  const lines = [];
  const cut = (a, b) => (level - a) / (b - a);
  for (let v = 0; v + 1 < nv; v++) {
    let a = at(0, v), d = at(0, v + 1);
    for (let u = 0; u + 1 < nu; u++) {
      const b = at(u + 1, v), c = at(u + 1, v + 1);
      const kind = (a >= level) | (b >= level) << 1 | (c >= level) << 2 | (d >= level) << 3;
      if (kind !== 0 && kind !== 15) addCell(lines, kind, a, b, c, d, u, v, level, cut);
      a = b; d = c;
    }
  }
  return lines;
}

// Which edges of a cell a line joins, by the corners that lie at or above the level (bit 0 = lower left, then counter-clockwise).
const B = 0, R = 1, T = 2, L = 3;
const joined = { 1: [L, B], 14: [L, B], 2: [B, R], 13: [B, R], 4: [R, T], 11: [R, T], 8: [T, L], 7: [T, L], 3: [L, R], 12: [L, R], 6: [B, T], 9: [B, T],
  5: [L, T, B, R], 10: [L, B, R, T] };

function addCell(lines, kind, a, b, c, d, u, v, level, cut) {
  if ((kind === 5 || kind === 10) && (a + b + c + d) / 4 < level) kind = 15 - kind;
  for (const edge of joined[kind]) {
    if (edge === B) lines.push(u + cut(a, b), v);
    else if (edge === R) lines.push(u + 1, v + cut(b, c));
    else if (edge === T) lines.push(u + cut(d, c), v + 1);
    else lines.push(u, v + cut(a, d));
  }
}
