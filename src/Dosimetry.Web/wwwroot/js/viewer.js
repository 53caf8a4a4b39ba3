// The image viewer of a case: NiiVue for the images, our own overlay for isodoses, outlines and patient sides.
// Every function catches its own errors and returns { ok, error }: an exception in interop would end the user's session.
import { fieldOf, paint } from './overlay.js';

const views = new Map();
let library;
const niivue = () => library ??= import('../lib/niivue/index.js');

const guarded = work => async (...args) => {
  try { return { ok: true, ...await work(...args) }; }
  catch (error) { return { ok: false, error: String(error?.message ?? error) }; }
};

/** Opens an empty viewer. Answers ok=false with the reason where WebGL2 is missing, so that the page can show server-drawn slices. */
export const open = guarded(async (id, canvas, overlay, dotnet) => {
  if (!document.createElement('canvas').getContext('webgl2')) throw new Error('This browser offers no WebGL2.');
  const { Niivue } = await niivue();
  const nv = new Niivue({ backColor: [0, 0, 0, 1], crosshairColor: [1, 0.83, 0.29, 0.7], crosshairWidth: 1, isColorbar: false, isOrientCube: false,
    isOrientationTextVisible: false, loadingText: '', logLevel: 'error', dragAndDropEnabled: false, show3Dcrosshair: false, sagittalNoseLeft: true });
  await nv.attachToCanvas(canvas, true);
  nv.setRadiologicalConvention(true);
  nv.setSliceType(nv.sliceTypeMultiplanar);
  nv.opts.multiplanarShowRender = 0; // three planes, no 3D tile: a fourth would only cost time
  nv.opts.multiplanarLayout = 0;
  const view = { nv, overlay, layers: new Map(), sets: new Map(), dotnet };
  const draw = nv.drawScene.bind(nv);
  nv.drawScene = (...args) => { const result = draw(...args); paint(nv, overlay, [...view.sets.values()]); return result; };
  let last = 0, waiting;
  nv.onLocationChange = location => { // at most ten call-backs a second over the circuit
    clearTimeout(waiting);
    const send = () => { last = performance.now(); dotnet.invokeMethodAsync('Located', Array.from(location.mm).slice(0, 3), valuesAt(view, location)); };
    const wait = 100 - (performance.now() - last);
    if (wait <= 0) send(); else waiting = setTimeout(send, wait);
  };
  views.set(id, view);
  return {};
});

function valuesAt(view, location) {
  const values = {};
  for (const [key, layer] of view.layers) {
    const n = view.nv.volumes.indexOf(layer.volume);
    const found = n >= 0 ? location.values[n]?.value : undefined;
    if (Number.isFinite(found)) values[key] = found * layer.scale;
  }
  return values;
}

/**
 * Adds a layer { key, url, colormap, low, high, opacity, scale, order }: low, high and the values shown are stored values × scale.
 * Without high the window ends at half the image's maximum. Answers with the window's end and the maximum.
 */
export const add = guarded(async (id, layer) => {
  const view = views.get(id);
  if (view.layers.has(layer.key)) return {};
  const { NVImage } = await niivue();
  const volume = await NVImage.loadFromUrl({ url: new URL(layer.url, document.baseURI).href, name: layer.key + '.nii.gz', colormap: layer.colormap, opacity: layer.opacity });
  if (!views.has(id)) return {}; // closed while loading
  const maximum = largest(volume) * layer.scale;
  const high = layer.high ?? maximum / 2;
  volume.cal_min = layer.low / layer.scale;
  volume.cal_max = high / layer.scale;
  view.layers.set(layer.key, { volume, scale: layer.scale, order: layer.order });
  view.nv.addVolume(volume);
  const before = [...view.layers.values()].filter(l => l.order < layer.order).length;
  if (view.nv.volumes.indexOf(volume) !== before) view.nv.setVolume(volume, before);
  view.nv.canvas.dataset.layers = String(view.layers.size);
  return { high, maximum };
});

// NiiVue's own maximum leaves out a quarter of the image at each edge.
function largest(volume) {
  let found = -Infinity;
  for (const value of volume.img) if (value > found) found = value;
  return found * (volume.hdr.scl_slope || 1) + (volume.hdr.scl_inter || 0);
}

/** Takes a layer off, or does nothing when it is not there. */
export const remove = guarded(async (id, key) => {
  const view = views.get(id);
  const layer = view.layers.get(key);
  if (layer) { view.nv.removeVolume(layer.volume); view.layers.delete(key); }
  return {};
});

/** Window (in shown units) and opacity of a layer. */
export const show = guarded(async (id, key, min, max, opacity) => {
  const { nv, layers } = views.get(id);
  const layer = layers.get(key);
  if (!layer) return {};
  layer.volume.cal_min = min / layer.scale; layer.volume.cal_max = max / layer.scale;
  nv.setOpacity(nv.volumes.indexOf(layer.volume), opacity); // also redraws
  nv.updateGLVolume();
  return {};
});

/** Isodose lines of a layer: levels [{ level, colour, dash }] in shown units; an empty list takes them off. */
export const isodoses = guarded(async (id, key, levels) => {
  const view = views.get(id);
  const layer = view.layers.get(key);
  if (!layer || levels.length === 0) view.sets.delete('isodoses');
  else {
    const field = layer.field ??= fieldOf(layer.volume);
    if (!field) throw new Error('Isodose lines need a dose grid parallel to the patient axes.');
    view.sets.set('isodoses', { field, lines: levels.map(l => ({ ...l, level: l.level / layer.scale })) });
  }
  view.nv.drawScene();
  return {};
});

/** Outlines of regions from a label volume: regions [{ label, colour }]. Fetched once, painted as vector lines. */
export const outlines = guarded(async (id, url, regions) => {
  const view = views.get(id);
  for (const key of [...view.sets.keys()]) if (key.startsWith('region')) view.sets.delete(key);
  if (regions.length > 0) {
    if (view.labelsUrl !== url) {
      const { NVImage } = await niivue();
      view.labels = fieldOf(await NVImage.loadFromUrl({ url: new URL(url, document.baseURI).href, name: 'labels.nii.gz' }));
      view.labelsUrl = url;
      view.masks = new Map();
    }
    if (!view.labels) throw new Error('Outlines need a label grid parallel to the patient axes.');
    for (const { label, colour } of regions) {
      const mask = view.masks.get(label) ?? maskOf(view.labels, label);
      view.masks.set(label, mask);
      view.sets.set('region' + label, { field: mask, lines: [{ level: 0.5, colour }] });
    }
  }
  view.nv.drawScene();
  return {};
});

function maskOf(labels, label) {
  const data = new Uint8Array(labels.data.length);
  for (let n = 0; n < data.length; n++) data[n] = labels.data[n] === label ? 1 : 0;
  return { ...labels, data, slope: 1, intercept: 0 };
}

/** Moves the crosshair to a point in RAS millimetres. */
export const go = guarded(async (id, x, y, z) => {
  const { nv } = views.get(id);
  nv.scene.crosshairPos = nv.mm2frac([x, y, z]);
  nv.drawScene();
  nv.createOnLocationChange();
  return {};
});

/** Shows one plane large, or all three: 'axial', 'coronal', 'sagittal', 'three'. */
export const layout = guarded(async (id, name) => {
  const { nv } = views.get(id);
  nv.setSliceType({ axial: nv.sliceTypeAxial, coronal: nv.sliceTypeCoronal, sagittal: nv.sliceTypeSagittal }[name] ?? nv.sliceTypeMultiplanar);
  return {};
});

/** The picture as a PNG data URL, images and lines together. */
export const picture = guarded(async id => {
  const { nv, overlay } = views.get(id);
  nv.drawScene();
  const sheet = document.createElement('canvas');
  sheet.width = nv.gl.canvas.width; sheet.height = nv.gl.canvas.height;
  const pen = sheet.getContext('2d');
  pen.drawImage(nv.gl.canvas, 0, 0);
  pen.drawImage(overlay, 0, 0);
  const link = document.createElement('a');
  link.href = sheet.toDataURL('image/png');
  link.download = 'dosimetry-view.png';
  link.click();
  return {};
});

/** Frees the viewer. */
export const close = guarded(async id => {
  const view = views.get(id);
  views.delete(id);
  view?.nv.gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return {};
});
