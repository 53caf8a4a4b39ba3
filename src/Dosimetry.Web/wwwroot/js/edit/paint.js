// Paints the labels of the plane on the screen, voxel by voxel: a thin fill, a solid rim. Only one plane is touched, whatever the size of the volume.
import { axes, pixelsOf } from '../tiles.js';

/** A painter of the editor's labels; editor = { labels, regions, hidden, active, fill, cursor }. */
export function labelPainter(editor) {
  const sheets = new Map();
  return (pen, tile, here) => {
    const { labels } = editor, [h, v, normal] = axes[tile.axCorSag], k = Math.round(labels.index(here[normal], normal));
    if (k >= 0 && k < labels.size[normal]) {
      const sheet = sheets.get(tile.axCorSag) ?? newSheet(labels.size[h], labels.size[v]);
      sheets.set(tile.axCorSag, sheet);
      draw(labels, h, v, k * labels.stride[normal], palette(editor), sheet);
      place(pen, tile, labels, h, v, sheet.canvas);
    }
    cursor(pen, tile, editor);
  };
}

function newSheet(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width; canvas.height = height;
  const pen = canvas.getContext('2d'), image = pen.createImageData(width, height);
  return { canvas, pen, image, pixels: new Uint32Array(image.data.buffer), width, height };
}

function palette({ regions, hidden, active, fill }) {
  const inner = new Uint32Array(256), rim = new Uint32Array(256);
  for (const { label, colour } of regions) {
    if (hidden.has(label)) continue;
    const bgr = parseInt(colour.slice(5, 7) + colour.slice(3, 5) + colour.slice(1, 3), 16);
    inner[label] = fill ? (bgr | (label === active ? 0x66 : 0x38) << 24) >>> 0 : 0;
    rim[label] = (bgr | 0xff000000) >>> 0;
  }
  return { inner, rim };
}

function draw({ data, stride }, h, v, base, { inner, rim }, { pen, image, pixels, width, height }) {
  const sh = stride[h], sv = stride[v];
  for (let j = 0, p = 0; j < height; j++) for (let i = 0, n = base + j * sv; i < width; i++, n += sh, p++) {
    const label = data[n];
    if (label === 0) { pixels[p] = 0; continue; }
    const edge = i === 0 || j === 0 || i === width - 1 || j === height - 1 || data[n - sh] !== label || data[n + sh] !== label || data[n - sv] !== label || data[n + sv] !== label;
    pixels[p] = edge ? rim[label] : inner[label];
  }
  pen.putImageData(image, 0, 0);
}

function place(pen, tile, labels, h, v, sheet) {
  const { px, py } = pixelsOf(tile), x = px(labels.origin[h] - labels.step[h] / 2), y = py(labels.origin[v] - labels.step[v] / 2);
  const x1 = px(labels.origin[h] + (labels.size[h] - 0.5) * labels.step[h]), y1 = py(labels.origin[v] + (labels.size[v] - 0.5) * labels.step[v]);
  pen.save();
  pen.imageSmoothingEnabled = false;
  pen.translate(x, y);
  pen.scale((x1 - x) / sheet.width, (y1 - y) / sheet.height);
  pen.drawImage(sheet, 0, 0);
  pen.restore();
}

/** The brush as a circle under the pointer, as large as it is in the patient. */
function cursor(pen, tile, editor) {
  if (!editor.cursor || editor.cursor.plane !== tile.axCorSag || !editor.paints()) return;
  const [h, v] = axes[tile.axCorSag], { px, py } = pixelsOf(tile), { mm } = editor.cursor, r = editor.state.radius_mm;
  pen.setLineDash([]);
  for (const [colour, width] of [['#000', 3], ['#fff', 1.2]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = width * (window.devicePixelRatio || 1);
    pen.beginPath();
    pen.ellipse(px(mm[h]), py(mm[v]), Math.abs(px(r) - px(0)), Math.abs(py(r) - py(0)), 0, 0, 2 * Math.PI);
    pen.stroke();
  }
}
