// The image viewer of a case: a stage for the images (NiiVue, or slices from the server), our own overlay for isodoses, outlines and patient sides.
// Every function catches its own errors and returns { ok, error }: an exception in interop would end the user's session.
// Other scripts of the page find a viewer by its id: viewOf(id) gives { stage, painters, repaint, go, onMove }.
import { openGl } from './glstage.js';
import { readField } from './nifti.js';
import { linesPainter, paint } from './overlay.js';
import { openSlices } from './slicestage.js';

const views = new Map();
const tellEvery_ms = 100;

const guarded = work => async (...args) => {
  try { return { ok: true, ...await work(...args) }; }
  catch (error) { return { ok: false, error: String(error?.message ?? error) }; }
};

/** The viewer of an id, for the scripts that draw or edit on it; undefined when it is not open. */
export const viewOf = id => views.get(id);

/**
 * Opens an empty viewer. slices = { address, low, high, step } lets it show slices drawn by the server, which it does where WebGL2 is missing or
 * slices.always is set. Answers { slices: true } then.
 */
export const open = guarded(async (id, canvas, overlay, dotnet, slices) => {
  const gl = !slices?.always && document.createElement('canvas').getContext('webgl2');
  if (!gl && !slices) throw new Error('This browser offers no WebGL2.');
  const view = { overlay, dotnet, painters: new Map(), listeners: new Set() };
  view.repaint = () => view.stage && paint(view.stage, overlay, [...view.painters.values()]);
  view.go = mm => view.stage.go(mm);
  const moved = teller(dotnet, view);
  view.stage = gl ? await openGl(canvas, view.repaint, moved) : openSlices(canvas, view.repaint, moved, slices);
  canvas.dataset.stage = view.stage.kind;
  views.set(id, view);
  return { slices: !gl };
});

// At most ten call-backs a second over the circuit; scripts of the page hear every move.
function teller(dotnet, view) {
  let last = 0, waiting;
  return (mm, values) => {
    for (const listener of view.listeners) listener(mm, values);
    clearTimeout(waiting);
    const send = () => { last = performance.now(); dotnet.invokeMethodAsync('Located', mm, values); };
    const wait = tellEvery_ms - (performance.now() - last);
    if (wait <= 0) send(); else waiting = setTimeout(send, wait);
  };
}

/**
 * Adds a layer { key, url, source, colormap, low, high, opacity, scale, order, maximum, small }: low, high and the values shown are stored values × scale.
 * Without high the window ends at half the image's maximum. Answers with the window's end and the maximum.
 */
export const add = guarded(async (id, layer) => {
  const { stage } = views.get(id);
  if (stage.layers.has(layer.key)) return {};
  const answer = await stage.add(layer);
  stage.canvas.dataset.layers = String(stage.layers.size);
  return answer;
});

/** Takes a layer off, or does nothing when it is not there. */
export const remove = guarded(async (id, key) => { views.get(id).stage.remove(key); return {}; });

/** Window (in shown units) and opacity of a layer. */
export const show = guarded(async (id, key, min, max, opacity) => { views.get(id).stage.show(key, min, max, opacity); return {}; });

/** Isodose lines of a layer: levels [{ level, colour, dash }] in shown units; an empty list takes them off. */
export const isodoses = guarded(async (id, key, levels) => {
  const view = views.get(id), layer = view.stage.layers.get(key);
  view.painters.delete('isodoses');
  if (layer && levels.length > 0) {
    const field = await view.stage.field(key);
    if (!field) throw new Error('Isodose lines need a dose grid parallel to the patient axes.');
    view.painters.set('isodoses', linesPainter(field, levels.map(l => ({ ...l, level: l.level / layer.scale }))));
  }
  view.stage.draw();
  return {};
});

/** Outlines of regions from a label volume: regions [{ label, colour }]. Fetched once, painted as vector lines. */
export const outlines = guarded(async (id, url, regions) => {
  const view = views.get(id);
  view.painters.delete('regions');
  if (regions.length > 0) {
    if (view.labelsUrl !== url) { view.labels = await readField(url); view.labelsUrl = url; }
    view.painters.set('regions', linesPainter(view.labels, regions));
  }
  view.stage.draw();
  return {};
});

/** Moves the crosshair to a point in RAS millimetres. */
export const go = guarded(async (id, x, y, z) => { views.get(id).go([x, y, z]); return {}; });

/** Shows one plane large, or all three: 'axial', 'coronal', 'sagittal', 'three'. */
export const layout = guarded(async (id, name) => { views.get(id).stage.layout(name); return {}; });

/** The picture, images and lines together, as a canvas. */
export function sheetOf(id) {
  const { stage, overlay } = views.get(id);
  stage.draw();
  const sheet = document.createElement('canvas');
  sheet.width = stage.canvas.width; sheet.height = stage.canvas.height;
  const pen = sheet.getContext('2d');
  pen.drawImage(stage.canvas, 0, 0);
  pen.drawImage(overlay, 0, 0);
  return sheet;
}

/** Saves the picture as a PNG on the user's machine. */
export const picture = guarded(async id => {
  const link = document.createElement('a');
  link.href = sheetOf(id).toDataURL('image/png');
  link.download = 'dosimetry-view.png';
  link.click();
  return {};
});

/** Puts the picture into the report of the case at an address ("api/cases/ID"). */
export const report = guarded(async (id, address, caption) => {
  const blob = await new Promise(done => sheetOf(id).toBlob(done, 'image/png'));
  const answer = await fetch(new URL(`${address}/pictures`, document.baseURI).href, { method: 'POST', body: blob, headers: { 'X-Caption': encodeURIComponent(caption),
    'Content-Type': 'image/png', RequestVerificationToken: document.querySelector('input[name=__RequestVerificationToken]')?.value ?? '' } });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? `The server answered ${answer.status}.`);
  return {};
});

/** Frees the viewer. */
export const close = guarded(async id => {
  const view = views.get(id);
  views.delete(id);
  view?.stage.close();
  return {};
});
