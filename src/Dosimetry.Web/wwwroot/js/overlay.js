// Vector lines over the 2D tiles of a viewer, drawn on a second canvas of the same size that lies above it.
// A field is { data, size: [nx, ny, nz], origin: [x, y, z], step: [dx, dy, dz], slope, intercept } on axes parallel to RAS millimetres, x fastest.
import { contour } from './contour.js';
import { axes, pixelsOf } from './tiles.js';

const mostKept = 60;

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

/** Calls every painter (pen, tile, here) on every tile of a stage, and writes the patient's sides. */
export function paint(stage, canvas, painters) {
  const { width, height } = stage.canvas;
  if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, width, height);
  const here = stage.here();
  for (const tile of stage.tiles()) {
    const [x, y, w, h] = tile.leftTopWidthHeight;
    pen.save();
    pen.beginPath(); pen.rect(x, y, w, h); pen.clip();
    for (const painter of painters) painter(pen, tile, here);
    pen.restore();
    paintSides(pen, tile);
  }
}

/**
 * A painter of lines [{ level, colour, dash, label }] on a field: where the values cross a level, or around the voxels that carry a label.
 * Lines of the planes seen last are kept, because a pointer that moves paints the same planes again and again.
 */
export function linesPainter(field, lines) {
  const kept = new Map();
  return (pen, tile, here) => {
    const plane = planeOf(field, tile, here);
    if (!plane) return;
    const { h, v, k } = plane, { px, py } = pixelsOf(tile);
    pen.lineWidth = 1.6 * (window.devicePixelRatio || 1);
    lines.forEach((line, n) => {
      const key = `${tile.axCorSag} ${k} ${n}`;
      if (!kept.has(key)) {
        if (kept.size > mostKept * lines.length) kept.clear();
        kept.set(key, segmentsOf(plane, field, line));
      }
      stroke(pen, kept.get(key), line, u => px(field.origin[h] + u * field.step[h]), u => py(field.origin[v] + u * field.step[v]));
    });
  };
}

function segmentsOf({ at, h, v }, field, { level, label }) {
  return label === undefined ? contour(at, field.size[h], field.size[v], (level - field.intercept) / field.slope)
    : contour((i, j) => at(i, j) === label ? 1 : 0, field.size[h], field.size[v], 0.5);
}

function stroke(pen, segments, { colour, dash }, x, y) {
  pen.strokeStyle = colour;
  pen.setLineDash(dash ?? []);
  pen.beginPath();
  for (let n = 0; n < segments.length; n += 4) {
    pen.moveTo(x(segments[n]), y(segments[n + 1]));
    pen.lineTo(x(segments[n + 2]), y(segments[n + 3]));
  }
  pen.stroke();
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
