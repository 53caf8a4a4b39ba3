// Which voxels a brush touches: a ball in mm, or the disc that it cuts out of one plane.

/** Calls visit(index) for every voxel within radius_mm of a place; normal = axis of the plane for a disc, undefined for a ball. */
export function dab(labels, mm, radius_mm, normal, visit) {
  const { size, origin, step, stride } = labels, low = [], high = [];
  for (let a = 0; a < 3; a++) {
    const middle = Math.round(labels.index(mm[a], a)), reach = a === normal ? 0 : Math.floor(radius_mm / step[a] + 0.5);
    low[a] = Math.max(0, middle - reach);
    high[a] = Math.min(size[a] - 1, middle + reach);
  }
  const away = (i, a) => a === normal ? 0 : (origin[a] + i * step[a] - mm[a]) ** 2;
  const inside = radius_mm * radius_mm, nearest = [0, 1, 2].map(a => Math.round(labels.index(mm[a], a)));
  for (let k = low[2]; k <= high[2]; k++) for (let j = low[1]; j <= high[1]; j++) {
    const rest = inside - away(k, 2) - away(j, 1);
    for (let i = low[0], n = low[0] + j * stride[1] + k * stride[2]; i <= high[0]; i++, n++)
      // the voxel under the tip belongs to the smallest brush
      if (away(i, 0) <= rest || (i === nearest[0] && j === nearest[1] && k === nearest[2])) visit(n);
  }
}

/** Dabs along a line, close enough that no gap is left. */
export function stroke(labels, from, to, radius_mm, normal, visit) {
  const length = Math.hypot(...to.map((v, a) => v - from[a])), pace = Math.max(radius_mm / 2, Math.min(...labels.step) / 2);
  const dabs = Math.max(1, Math.ceil(length / pace));
  for (let d = 1; d <= dabs; d++) dab(labels, to.map((v, a) => from[a] + (v - from[a]) * d / dabs), radius_mm, normal, visit);
}

/** A test of voxels by the value of an image: value (stored × scale) between low and high at the voxel's centre, nearest voxel of the image. */
export function withinRange(labels, field, scale, low, high) {
  const tables = [0, 1, 2].map(a => Int32Array.from({ length: labels.size[a] }, (_, i) => {
    const at = Math.round((labels.origin[a] + i * labels.step[a] - field.origin[a]) / field.step[a]);
    return at < 0 || at >= field.size[a] ? -1 : at * [1, field.size[0], field.size[0] * field.size[1]][a];
  }));
  const factor = field.slope * scale, shift = field.intercept * scale, [nx, ny] = labels.size;
  return n => {
    const x = tables[0][n % nx], y = tables[1][Math.floor(n / nx) % ny], z = tables[2][Math.floor(n / (nx * ny))];
    if (x < 0 || y < 0 || z < 0) return false;
    const value = field.data[x + y + z] * factor + shift;
    return value >= low && value <= high;
  };
}
