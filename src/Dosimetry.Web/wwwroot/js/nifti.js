// Reads a NIfTI-1 volume (.nii or .nii.gz) whose axes are parallel to the patient's into RAS order. For labels and dose grids; the big images are NiiVue's.

const types = { 2: Uint8Array, 4: Int16Array, 8: Int32Array, 16: Float32Array, 256: Int8Array, 512: Uint16Array, 768: Uint32Array, 64: Float64Array };

/** Fetches and unpacks an address. */
export async function bytesOf(url) {
  const answer = await fetch(new URL(url, document.baseURI).href);
  if (!answer.ok) throw new Error(`The server does not have this image (${answer.status}).`);
  const bytes = await answer.arrayBuffer(), head = new Uint8Array(bytes, 0, 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/** A volume as a field { data, size, origin, step, slope, intercept }; refuses oblique axes. */
export async function readField(url) {
  const bytes = await bytesOf(url), view = new DataView(bytes);
  if (view.getInt32(0, true) !== 348) throw new Error('This is not a NIfTI-1 volume.');
  const Type = types[view.getInt16(70, true)], size = [0, 1, 2].map(n => view.getInt16(42 + 2 * n, true));
  const data = new Type(bytes, view.getFloat32(108, true), size[0] * size[1] * size[2]);
  const row = r => [0, 1, 2, 3].map(c => view.getFloat32(280 + 16 * r + 4 * c, true));
  return upright(data, size, [row(0), row(1), row(2)], view.getFloat32(112, true) || 1, view.getFloat32(116, true));
}

// Voxel axis that runs along each patient axis; a flip starts at the other end.
function upright(data, size, affine, slope, intercept) {
  const along = affine.map(row => [0, 1, 2].reduce((best, c) => Math.abs(row[c]) > Math.abs(row[best]) ? c : best, 0));
  const straight = affine.every((row, r) => [0, 1, 2].every(c => c === along[r] || Math.abs(row[c]) < 1e-3 * Math.abs(row[along[r]])));
  if (!straight || new Set(along).size < 3) throw new Error('This image is turned against the patient axes.');
  const stride = [1, size[0], size[0] * size[1]], out = along.map(c => size[c]);
  const step = along.map((c, r) => Math.abs(affine[r][c]));
  const flip = along.map((c, r) => affine[r][c] < 0);
  const origin = along.map((c, r) => affine[r][3] + (flip[r] ? affine[r][c] * (size[c] - 1) : 0));
  if (flip.every(f => !f) && along.every((c, r) => c === r)) return { data, size: out, origin, step, slope, intercept };
  const first = along.reduce((sum, c, r) => sum + (flip[r] ? stride[c] * (size[c] - 1) : 0), 0);
  const go = along.map((c, r) => flip[r] ? -stride[c] : stride[c]);
  const sorted = new data.constructor(data.length);
  for (let k = 0, n = 0; k < out[2]; k++) for (let j = 0; j < out[1]; j++) for (let i = 0, m = first + k * go[2] + j * go[1]; i < out[0]; i++, m += go[0]) sorted[n++] = data[m];
  return { data: sorted, size: out, origin, step, slope, intercept };
}
