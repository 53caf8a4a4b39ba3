// Images by NiiVue (WebGL2): volumes in the browser, three planes, mouse and wheel. One of the two stages of the viewer; the other is slicestage.js.
import { fieldOf } from './overlay.js';

let library;
const niivue = () => library ??= import('../lib/niivue/index.js');

/** Opens a stage. onDraw runs after every picture, onMove(mm, values by layer) when the crosshair moves. */
export async function openGl(canvas, onDraw, onMove) {
  const { Niivue, NVImage } = await niivue();
  const nv = new Niivue({ backColor: [0, 0, 0, 1], crosshairColor: [1, 0.83, 0.29, 0.7], crosshairWidth: 1, isColorbar: false, isOrientCube: false,
    isOrientationTextVisible: false, loadingText: '', logLevel: 'error', dragAndDropEnabled: false, show3Dcrosshair: false, sagittalNoseLeft: true });
  await nv.attachToCanvas(canvas, true);
  // Differences: red above, blue below, clear where two doses agree to within the window's lower end.
  nv.addColormap('difference', { R: [253, 253, 214, 140], G: [219, 219, 96, 10], B: [199, 199, 77, 32], A: [0, 255, 255, 255], I: [0, 1, 128, 255] });
  nv.addColormap('difference-below', { R: [209, 209, 67, 15], G: [229, 229, 147, 60], B: [240, 240, 195, 130], A: [0, 255, 255, 255], I: [0, 1, 128, 255] });
  nv.setRadiologicalConvention(true);
  nv.setSliceType(nv.sliceTypeMultiplanar);
  nv.opts.multiplanarShowRender = 0; // three planes, no 3D tile: a fourth would only cost time
  nv.opts.multiplanarLayout = 0;
  const layers = new Map();
  const draw = nv.drawScene.bind(nv);
  nv.drawScene = (...args) => { const result = draw(...args); onDraw(); return result; };
  nv.onLocationChange = location => onMove(Array.from(location.mm).slice(0, 3), valuesAt(nv, layers, location));
  return {
    kind: 'gl',
    get canvas() { return nv.gl.canvas; },
    layers,
    tiles: () => nv.screenSlices.filter(tile => tile.axCorSag <= 2),
    here: () => nv.frac2mm(nv.scene.crosshairPos),
    draw: () => nv.drawScene(),
    add: layer => add(nv, NVImage, layers, layer),
    remove: key => { const layer = layers.get(key); if (layer) { nv.removeVolume(layer.volume); layers.delete(key); } },
    show: (key, low, high, opacity) => show(nv, layers.get(key), low, high, opacity),
    field: key => { const layer = layers.get(key); return layer && (layer.field ??= fieldOf(layer.volume)); },
    go: mm => { nv.scene.crosshairPos = nv.mm2frac(mm); nv.drawScene(); nv.createOnLocationChange(); },
    layout: name => nv.setSliceType({ axial: nv.sliceTypeAxial, coronal: nv.sliceTypeCoronal, sagittal: nv.sliceTypeSagittal }[name] ?? nv.sliceTypeMultiplanar),
    close: () => nv.gl?.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

function valuesAt(nv, layers, location) {
  const values = {};
  for (const [key, layer] of layers) {
    const n = nv.volumes.indexOf(layer.volume);
    const found = n >= 0 ? location.values[n]?.value : undefined;
    if (Number.isFinite(found)) values[key] = found * layer.scale;
  }
  return values;
}

async function add(nv, NVImage, layers, layer) {
  const volume = await NVImage.loadFromUrl({ url: new URL(layer.url, document.baseURI).href, name: layer.key + '.nii.gz', colormap: layer.colormap, opacity: layer.opacity });
  if (layer.colormap === 'difference') volume.colormapNegative = 'difference-below';
  const maximum = largest(volume) * layer.scale, high = layer.high ?? maximum / 2;
  volume.cal_min = layer.low / layer.scale;
  volume.cal_max = high / layer.scale;
  layers.set(layer.key, { volume, scale: layer.scale, order: layer.order, source: layer.source });
  nv.addVolume(volume);
  const before = [...layers.values()].filter(l => l.order < layer.order).length;
  if (nv.volumes.indexOf(volume) !== before) nv.setVolume(volume, before);
  return { high, maximum };
}

// NiiVue's own maximum leaves out a quarter of the image at each edge.
function largest(volume) {
  let found = -Infinity;
  for (const value of volume.img) if (value > found) found = value;
  return found * (volume.hdr.scl_slope || 1) + (volume.hdr.scl_inter || 0);
}

function show(nv, layer, low, high, opacity) {
  if (!layer) return;
  layer.volume.cal_min = low / layer.scale;
  layer.volume.cal_max = high / layer.scale;
  nv.setOpacity(nv.volumes.indexOf(layer.volume), opacity); // also redraws
  nv.updateGLVolume();
}
