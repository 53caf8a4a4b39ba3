// A rotating maximum-intensity projection: a strip of frames from the server, turned on a canvas, with lesions and regions on it. A click goes there.
import { contour } from './contour.js';
import { readField } from './nifti.js';
import { viewOf } from './viewer.js';

const views = new Map();
const turn_ms = 140, near_px = 12;

const guarded = work => async (...args) => {
  try { return { ok: true, ...await work(...args) }; }
  catch (error) { return { ok: false, error: String(error?.message ?? error) }; }
};

/**
 * Shows the projection at an address on a canvas. marks: [{ mm, name, colour, dashed }]; viewerId: the viewer that a click moves.
 */
export const open = guarded(async (id, canvas, address, marks, viewerId) => {
  close(id);
  const answer = await fetch(new URL(address, document.baseURI).href);
  if (!answer.ok) throw new Error('The server could not make the projection of this image.');
  const mip = await answer.json(), image = new Image();
  image.src = mip.image;
  await image.decode();
  canvas.width = mip.width; canvas.height = mip.height;
  const view = { canvas, mip, image, marks, viewerId, frame: 0, outlines: null, kept: new Map() };
  views.set(id, view);
  canvas.onpointerdown = event => press(view, event);
  canvas.onpointermove = event => { if (view.drag) turnTo(view, view.drag.frame + Math.round((view.drag.x - event.clientX) / 8)); };
  canvas.onpointerup = event => release(view, event);
  canvas.onkeydown = event => { if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') { turnTo(view, view.frame + (event.key === 'ArrowLeft' ? 1 : -1)); event.preventDefault(); } };
  view.follow = () => draw(view);
  viewOf(viewerId)?.listeners.add(view.follow);
  draw(view);
  canvas.dataset.drawn = 'true';
  return { maximum: mip.maximum };
});

/** Lets it turn by itself, or stops it. A person who asked for less motion turns it by hand only. */
export const spin = guarded(async (id, on) => {
  const view = views.get(id);
  clearInterval(view.timer);
  if (on && !matchMedia('(prefers-reduced-motion: reduce)').matches) view.timer = setInterval(() => turnTo(view, view.frame + 1), turn_ms);
  return { spinning: on && Boolean(view.timer) };
});

/** Outlines of regions from a label volume: [{ label, colour }]; none = off. */
export const outlines = guarded(async (id, url, regions) => {
  const view = views.get(id);
  view.kept.clear();
  view.outlines = regions.length > 0 ? surfaces(await readField(url), regions) : null;
  draw(view);
  return {};
});

/** Frees it. */
export function close(id) {
  const view = views.get(id);
  if (!view) return;
  clearInterval(view.timer);
  viewOf(view.viewerId)?.listeners.delete(view.follow);
  views.delete(id);
}

function turnTo(view, frame) {
  view.frame = ((frame % view.mip.frames) + view.mip.frames) % view.mip.frames;
  draw(view);
}

/** Column and row of a place in the patient. */
function project({ mip, frame }, [x, y, z]) {
  const angle = 2 * Math.PI * frame / mip.frames;
  const across = (x - mip.centre_mm[0]) * Math.cos(angle) + (y - mip.centre_mm[1]) * Math.sin(angle);
  return [(mip.width - 1) / 2 - across / mip.pixel_mm, (mip.top_mm - z) / mip.pixel_mm];
}

function draw(view) {
  const { canvas, mip, image, marks, frame } = view, pen = canvas.getContext('2d');
  pen.drawImage(image, frame * mip.width, 0, mip.width, mip.height, 0, 0, mip.width, mip.height);
  if (view.outlines) drawOutlines(view, pen);
  pen.lineWidth = 1;
  for (const mark of marks) {
    const [c, r] = project(view, mark.mm);
    pen.strokeStyle = mark.colour;
    pen.setLineDash(mark.dashed ? [2, 2] : []);
    pen.beginPath(); pen.arc(c, r, 4, 0, 2 * Math.PI); pen.stroke();
  }
  pen.setLineDash([]);
  const here = viewOf(view.viewerId)?.stage?.here();
  if (here) {
    const [c, r] = project(view, here);
    pen.strokeStyle = '#c77700';
    pen.beginPath(); pen.moveTo(c - 6, r); pen.lineTo(c + 6, r); pen.moveTo(c, r - 6); pen.lineTo(c, r + 6); pen.stroke();
  }
}

// Voxels at the rim of each label, in mm: their shadow has the same outline as the whole region.
function surfaces({ data, size, origin, step }, regions) {
  const [nx, ny, nz] = size, points = new Map(regions.map(r => [r.label, []]));
  for (let k = 0, n = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, n++) {
    const list = points.get(data[n]);
    if (!list) continue;
    const inner = i > 0 && j > 0 && k > 0 && i < nx - 1 && j < ny - 1 && k < nz - 1 && data[n - 1] === data[n] && data[n + 1] === data[n]
      && data[n - nx] === data[n] && data[n + nx] === data[n] && data[n - nx * ny] === data[n] && data[n + nx * ny] === data[n];
    if (!inner) list.push([origin[0] + i * step[0], origin[1] + j * step[1], origin[2] + k * step[2]]);
  }
  return regions.map(r => ({ colour: r.colour, points: points.get(r.label) }));
}

function drawOutlines(view, pen) {
  const { mip, frame, kept } = view;
  if (!kept.has(frame)) kept.set(frame, view.outlines.map(({ colour, points }) => ({ colour, lines: shadow(view, points, mip.width, mip.height) })));
  for (const { colour, lines } of kept.get(frame)) {
    pen.strokeStyle = colour;
    pen.beginPath();
    for (let n = 0; n < lines.length; n += 4) { pen.moveTo(lines[n], lines[n + 1]); pen.lineTo(lines[n + 2], lines[n + 3]); }
    pen.stroke();
  }
}

function shadow(view, points, width, height) {
  const mask = new Uint8Array(width * height);
  for (const point of points) {
    const [across, down] = project(view, point), c = Math.round(across);
    // both rows that the voxel touches: no row stays empty between two slices
    for (const r of [Math.floor(down), Math.ceil(down)]) if (c >= 0 && r >= 0 && c < width && r < height) mask[c + r * width] = 1;
  }
  // The rim alone would give a line on each side of itself: what lies between two marks of a row is inside.
  for (let r = 0; r < height; r++) {
    const first = mask.indexOf(1, r * width), last = mask.lastIndexOf(1, (r + 1) * width - 1);
    if (first >= 0 && first < (r + 1) * width && last >= first) mask.fill(1, first, last + 1);
  }
  return contour((c, r) => mask[c + r * width], width, height, 0.5);
}

function press(view, event) {
  view.canvas.setPointerCapture(event.pointerId);
  view.drag = { x: event.clientX, frame: view.frame, moved: false };
}

function release(view, event) {
  const still = view.drag && Math.abs(event.clientX - view.drag.x) < 4;
  view.drag = null;
  if (!still) return;
  const box = view.canvas.getBoundingClientRect(), scale = view.canvas.width / box.width;
  const at = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  const near = view.marks.map(mark => ({ mark, away: Math.hypot(...project(view, mark.mm).map((v, n) => v - at[n])) })).sort((a, b) => a.away - b.away)[0];
  const viewer = viewOf(view.viewerId);
  if (!viewer) return;
  if (near && near.away < near_px) { viewer.go(near.mark.mm); return; }
  // No mark here: the height counts, and the place across on the plane through the axis.
  const { mip, frame } = view, angle = 2 * Math.PI * frame / mip.frames, across = ((mip.width - 1) / 2 - at[0]) * mip.pixel_mm;
  viewer.go([mip.centre_mm[0] + across * Math.cos(angle), mip.centre_mm[1] + across * Math.sin(angle), mip.top_mm - at[1] * mip.pixel_mm]);
}
