// Where a pixel of a picture lies in the patient, and back. A tile is one plane on the screen:
// { axCorSag: 0 axial | 1 coronal | 2 sagittal, leftTopWidthHeight: px, leftTopMM: [u, v] of the lower left outer corner, fovMM: [du, dv] }.
// fovMM[0] is negative in the radiological convention; the formulas hold unchanged.

/** Horizontal, vertical and normal axis (0 x, 1 y, 2 z; RAS) of axial, coronal and sagittal planes. */
export const axes = [[0, 1, 2], [0, 2, 1], [1, 2, 0]];

/** Functions from mm along the tile's axes to pixels of the canvas. */
export function pixelsOf(tile) {
  const [x, y, w, h] = tile.leftTopWidthHeight;
  return {
    px: u => x + (u - tile.leftTopMM[0]) / tile.fovMM[0] * w,
    py: v => y + h - (v - tile.leftTopMM[1]) / tile.fovMM[1] * h,
  };
}

/** The tile at a pixel of the canvas, or undefined. */
export const tileAt = (tiles, x, y) => tiles.find(({ leftTopWidthHeight: [l, t, w, h] }) => x >= l && x < l + w && y >= t && y < t + h);

/** Place in the patient (RAS mm) of a pixel on a tile; along the normal it is that of the crosshair. */
export function placeOf(tile, here, x, y) {
  const [l, t, w, h] = tile.leftTopWidthHeight, [a, b] = axes[tile.axCorSag], mm = Array.from(here).slice(0, 3);
  mm[a] = tile.leftTopMM[0] + (x - l) / w * tile.fovMM[0];
  mm[b] = tile.leftTopMM[1] + (t + h - y) / h * tile.fovMM[1];
  return mm;
}

/** Pixel of the canvas under a mouse or pen. */
export function pixelUnder(event, canvas) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
}
