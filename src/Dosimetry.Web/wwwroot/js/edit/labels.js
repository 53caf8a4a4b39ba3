// The labels a person edits: one byte per voxel on axes parallel to the patient (RAS), with the number of voxels of every label kept up to date.

/** Wraps a field of labels as read from the server. */
export class Labels {
  constructor({ data, size, origin, step }) {
    this.data = data instanceof Uint8Array ? data : Uint8Array.from(data);
    [this.size, this.origin, this.step] = [size, origin, step];
    this.stride = [1, size[0], size[0] * size[1]];
    this.counts = new Uint32Array(256);
    for (let n = 0; n < this.data.length; n++) this.counts[this.data[n]]++;
    this.voxel_ml = step[0] * step[1] * step[2] / 1000;
  }

  /** Fractional index along an axis of a place in mm. */
  index(mm, axis) { return (mm - this.origin[axis]) / this.step[axis]; }

  /** Label at a place in mm, 0 outside. */
  at(mm) {
    const v = [0, 1, 2].map(a => Math.round(this.index(mm[a], a)));
    return v.every((i, a) => i >= 0 && i < this.size[a]) ? this.data[v[0] + v[1] * this.stride[1] + v[2] * this.stride[2]] : 0;
  }

  set(n, label) {
    this.counts[this.data[n]]--;
    this.counts[label]++;
    this.data[n] = label;
  }

  /** Smallest box [low, high] of indices (inclusive) that holds a label, or null. */
  box(label) {
    const [nx, ny, nz] = this.size, low = [nx, ny, nz], high = [-1, -1, -1];
    for (let row = 0; row < ny * nz; row++) {
      const from = row * nx, first = this.data.indexOf(label, from);
      if (first < 0) break;
      if (first >= from + nx) { row = Math.floor(first / nx) - 1; continue; } // the next row that holds one
      const last = this.data.lastIndexOf(label, from + nx - 1), j = row % ny, k = Math.floor(row / ny);
      low[0] = Math.min(low[0], first - from); high[0] = Math.max(high[0], last - from);
      low[1] = Math.min(low[1], j); high[1] = Math.max(high[1], j);
      low[2] = Math.min(low[2], k); high[2] = Math.max(high[2], k);
    }
    return high[0] < 0 ? null : [low, high];
  }
}
