// Images as slices that the server draws: for browsers without WebGL2 and for volumes too large for a browser. Only the pixels on the screen travel.
import { readField } from './nifti.js';
import { axes, pixelUnder, pixelsOf, placeOf, tileAt } from './tiles.js';

const mostPixels = 1400, gap = 4;
const colours = { gray: 'grey', inferno: 'heat' }; // names of the colour maps on the server
const lowOf = layer => layer.colormap === 'difference' ? -layer.high : layer.low; // one map from blue to red there

/** Opens a stage on the address of the case ("api/cases/ID") with its box of the patient { low, high, step } in mm. */
export function openSlices(canvas, onDraw, onMove, { address, low, high, step }) {
  const layers = new Map(), pictures = new Map(), pen = canvas.getContext('2d');
  let here = low.map((l, n) => (l + high[n]) / 2), layout = 'three';
  const fit = () => {
    const scale = window.devicePixelRatio || 1, box = canvas.getBoundingClientRect();
    const width = Math.max(1, Math.round(box.width * scale)), height = Math.max(1, Math.round(box.height * scale));
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  };
  const shown = () => [...layers.values()].sort((a, b) => a.order - b.order);
  const tiles = () => arrange(canvas.width, canvas.height, low, high, layout);

  function draw() {
    fit();
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    for (const tile of tiles()) {
      const picture = pictures.get(tile.axCorSag) ?? { busy: false };
      pictures.set(tile.axCorSag, picture);
      const [x, y, w, h] = tile.leftTopWidthHeight;
      if (picture.image && shown().length > 0) pen.drawImage(picture.image, x, y, w, h);
      fetchFor(tile, picture);
      cross(tile);
    }
    onDraw();
  }

  // One picture at a time for each plane; when it comes, the newest wish is asked for.
  async function fetchFor(tile, picture) {
    const wish = shown().length > 0 ? addressOf(address, tile, here, shown()) : null;
    if (!wish || picture.busy || picture.of === wish) return;
    picture.busy = true;
    try {
      const answer = await fetch(new URL(wish, document.baseURI).href);
      if (answer.ok) picture.image = await createImageBitmap(await answer.blob());
      picture.of = wish;
    } finally { picture.busy = false; }
    draw();
  }

  function cross(tile) {
    const [a, b] = axes[tile.axCorSag], { px, py } = pixelsOf(tile), [x, y, w, h] = tile.leftTopWidthHeight;
    pen.strokeStyle = 'rgba(255, 212, 74, 0.7)';
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(px(here[a]), y); pen.lineTo(px(here[a]), y + h);
    pen.moveTo(x, py(here[b])); pen.lineTo(x + w, py(here[b]));
    pen.stroke();
  }

  function go(mm) {
    here = mm.map((v, n) => Math.min(Math.max(v, low[n]), high[n]));
    draw();
    tell();
  }

  let asked = 0;
  async function tell() {
    const mine = ++asked, list = shown(), query = list.map(l => 'source=' + encodeURIComponent(l.source)).join('&');
    if (list.length === 0) return;
    const answer = await fetch(new URL(`${address}/values?at=${here.map(v => v.toFixed(2)).join(',')}&${query}`, document.baseURI).href);
    if (mine !== asked || !answer.ok) return;
    const found = await answer.json(), values = {};
    list.forEach((l, n) => { if (found[n] !== null) values[l.key] = found[n] * l.scale; });
    onMove([...here], values);
  }

  const point = event => {
    const [x, y] = pixelUnder(event, canvas), tile = tileAt(tiles(), x, y);
    if (tile) go(placeOf(tile, here, x, y));
  };
  canvas.addEventListener('mousedown', point);
  canvas.addEventListener('mousemove', event => { if (event.buttons === 1) point(event); });
  canvas.addEventListener('wheel', event => {
    const [x, y] = pixelUnder(event, canvas), tile = tileAt(tiles(), x, y);
    if (!tile) return;
    event.preventDefault();
    const normal = axes[tile.axCorSag][2];
    go(here.map((v, n) => n === normal ? v - Math.sign(event.deltaY) * step[n] : v));
  }, { passive: false });
  const resized = new ResizeObserver(draw);
  resized.observe(canvas);
  fit();
  return {
    kind: 'slices', canvas, layers, tiles, draw, go,
    here: () => here,
    add: async layer => {
      const high = layer.high ?? layer.maximum / 2;
      layers.set(layer.key, { ...layer, high });
      draw();
      await tell();
      return { high, maximum: layer.maximum };
    },
    remove: key => { layers.delete(key); draw(); },
    show: (key, min, max, opacity) => { const l = layers.get(key); if (l) { Object.assign(l, { low: min, high: max, opacity }); draw(); } },
    field: async key => { const l = layers.get(key); return l && l.small ? (l.field ??= await readField(l.url)) : null; },
    layout: name => { layout = name; draw(); },
    close: () => resized.disconnect(),
  };
}

function addressOf(address, tile, here, layers) {
  const [, , w, h] = tile.leftTopWidthHeight, shrink = Math.min(1, mostPixels / Math.max(w, h));
  const [u, v] = tile.leftTopMM, [du, dv] = tile.fovMM;
  const list = layers.map(l => 'layer=' + encodeURIComponent(`${l.source}|${lowOf(l) / l.scale}|${l.high / l.scale}|${l.opacity}|${colours[l.colormap] ?? l.colormap}`)).join('&');
  return `${address}/slice.png?plane=${tile.axCorSag}&at=${here[axes[tile.axCorSag][2]].toFixed(2)}&box=${[u, v + dv, u + du, v].map(n => n.toFixed(3)).join(',')}` +
    `&width=${Math.round(w * shrink)}&height=${Math.round(h * shrink)}&${list}`;
}

// Coronal and sagittal above, axial below the coronal one, or all in a row where that is larger; or one plane alone. The patient's right on the left, the nose to the left.
function arrange(width, height, low, high, layout) {
  const size = low.map((l, n) => high[n] - l), tile = (plane, x, y, scale) => {
    const [a, b] = axes[plane];
    return { axCorSag: plane, leftTopWidthHeight: [Math.round(x), Math.round(y), Math.round(size[a] * scale), Math.round(size[b] * scale)],
      leftTopMM: [high[a], low[b]], fovMM: [-size[a], size[b]] };
  };
  const only = { axial: 0, coronal: 1, sagittal: 2 }[layout];
  if (only !== undefined) {
    const [a, b] = axes[only], scale = Math.min(width / size[a], height / size[b]);
    return [tile(only, (width - size[a] * scale) / 2, (height - size[b] * scale) / 2, scale)];
  }
  const square = Math.min((width - gap) / (size[0] + size[1]), (height - gap) / (size[2] + size[1]));
  const row = Math.min((width - 2 * gap) / (2 * size[0] + size[1]), height / size[2]);
  if (row > square) return [tile(1, 0, 0, row), tile(2, size[0] * row + gap, 0, row), tile(0, (size[0] + size[1]) * row + 2 * gap, 0, row)];
  return [tile(1, 0, 0, square), tile(2, size[0] * square + gap, 0, square), tile(0, 0, size[2] * square + gap, square)];
}
