// Vector lines over the 2D tiles of a NiiVue canvas, drawn on a second canvas of the same size that lies above it.
// A field is { data, size: [nx, ny, nz], origin: [x, y, z], step: [dx, dy, dz] } on axes parallel to RAS millimetres, x fastest.
import { contour } from './contour.js';

const axes = [[0, 1, 2], [0, 2, 1], [1, 2, 0]]; // axial, coronal, sagittal: horizontal, vertical, normal axis

/** The scalar field of a NiiVue volume in RAS order, or null when its axes are oblique (then no lines can be drawn on it). */
export function fieldOf(volume) {
  const m = volume.matRAS; // 4 × 4, row-major
  const at = (row, column) => m[row * 4 + column];
  for (let row = 0; row < 3; row++) for (let column = 0; column < 3; column++)
    if (row !== column && Math.abs(at(row, column)) > 1e-3 * Math.abs(at(row, row))) return null;
  return { data: volume.img2RAS(), size: [1, 2, 3].map(n => volume.dimsRAS[n]), origin: [0, 1, 2].map(n => at(n, 3)), step: [0, 1, 2].map(n => at(n, n)),
    slope: volume.hdr.scl_slope || 1, intercept: volume.hdr.scl_inter || 0 };
}

/** A plane of a field as a function of two indices, or null when the slice lies outside. */
function planeOf(field, tile, here) {
  const [h, v, normal] = axes[tile.axCorSag];
  const k = Math.round((here[normal] - field.origin[normal]) / field.step[normal]);
  if (k < 0 || k >= field.size[normal]) return null;
  const stride = [1, field.size[0], field.size[0] * field.size[1]];
  return { h, v, k, at: (i, j) => field.data[i * stride[h] + j * stride[v] + k * stride[normal]] };
}

/** Paints sets [{ field, lines: [{ level, colour, dash, label }] }] on every 2D tile. */
export function paint(nv, canvas, sets) {
  const source = nv.gl.canvas;
  if (canvas.width !== source.width || canvas.height !== source.height) { canvas.width = source.width; canvas.height = source.height; }
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, canvas.width, canvas.height);
  const here = nv.frac2mm(nv.scene.crosshairPos);
  for (const tile of nv.screenSlices) {
    if (tile.axCorSag > 2) continue; // the 3D tile
    const [x, y, w, height] = tile.leftTopWidthHeight;
    pen.save();
    pen.beginPath(); pen.rect(x, y, w, height); pen.clip();
    for (const set of sets) paintSet(pen, tile, here, set);
    pen.restore();
    paintSides(pen, tile);
  }
}

function paintSet(pen, tile, here, { field, lines }) {
  const plane = planeOf(field, tile, here);
  if (!plane) return;
  const { h, v, at } = plane;
  const [x, y, w, height] = tile.leftTopWidthHeight;
  // fovMM is negative along x in the radiological convention; the formula holds unchanged.
  const px = u => x + (field.origin[h] + u * field.step[h] - tile.leftTopMM[0]) / tile.fovMM[0] * w;
  const py = u => y + height - (field.origin[v] + u * field.step[v] - tile.leftTopMM[1]) / tile.fovMM[1] * height;
  pen.lineWidth = 1.6 * (window.devicePixelRatio || 1);
  for (const { level, colour, dash } of lines) {
    const segments = contour(at, field.size[h], field.size[v], (level - field.intercept) / field.slope);
    pen.strokeStyle = colour;
    pen.setLineDash(dash ?? []);
    pen.beginPath();
    for (let n = 0; n < segments.length; n += 4) {
      pen.moveTo(px(segments[n]), py(segments[n + 1]));
      pen.lineTo(px(segments[n + 2]), py(segments[n + 3]));
    }
    pen.stroke();
  }
}

/** The patient's right and left on axial and coronal tiles, in letters nobody can overlook. */
function paintSides(pen, tile) {
  if (tile.axCorSag > 1) return;
  const scale = window.devicePixelRatio || 1;
  const [x, y, w, h] = tile.leftTopWidthHeight;
  const rightIsLeft = tile.fovMM[0] < 0;
  pen.font = `bold ${15 * scale}px system-ui, sans-serif`;
  pen.textBaseline = 'middle';
  pen.lineWidth = 3 * scale;
  pen.setLineDash([]);
  for (const [letter, left] of [['R', rightIsLeft], ['L', !rightIsLeft]]) {
    pen.textAlign = left ? 'left' : 'right';
    const at = left ? x + 6 * scale : x + w - 6 * scale;
    pen.strokeStyle = '#000'; pen.strokeText(letter, at, y + h / 2);
    pen.fillStyle = '#ffd54a'; pen.fillText(letter, at, y + h / 2);
  }
}
