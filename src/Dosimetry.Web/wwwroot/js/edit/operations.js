// Operations on a whole region. The server computes them (one implementation, tested there); only the box around the region travels.
import { receive, send } from './frame.js';

/** A box around labels grown by a margin in mm, within the volume; the whole volume when neither label is there. */
function boxAround(labels, wanted, margin_mm) {
  const boxes = wanted.map(label => labels.box(label)).filter(box => box);
  if (boxes.length === 0) return null;
  const low = [], high = [];
  for (let a = 0; a < 3; a++) {
    const reach = Math.ceil(margin_mm / labels.step[a]) + 1;
    low[a] = Math.max(0, Math.min(...boxes.map(b => b[0][a])) - reach);
    high[a] = Math.min(labels.size[a] - 1, Math.max(...boxes.map(b => b[1][a])) + reach);
  }
  return { low, high };
}

const whole = labels => ({ low: [0, 0, 0], high: labels.size.map(n => n - 1) });

/** A box of a radius around a point. */
function boxOf(labels, mm, radius_mm) {
  const low = [], high = [];
  for (let a = 0; a < 3; a++) {
    low[a] = Math.max(0, Math.floor(labels.index(mm[a] - radius_mm, a)));
    high[a] = Math.min(labels.size[a] - 1, Math.ceil(labels.index(mm[a] + radius_mm, a)));
  }
  return high.every((h, a) => h >= low[a]) ? { low, high } : null;
}

function maskOf(labels, label, { low, high }) {
  const size = low.map((l, a) => high[a] - l + 1), mask = new Uint8Array(size[0] * size[1] * size[2]);
  visit(labels, { low, high }, (n, m) => { mask[m] = labels.data[n] === label ? 1 : 0; });
  return mask;
}

/** Calls each(index in the labels, index in the box). */
function visit({ stride }, { low, high }, each) {
  for (let k = low[2], m = 0; k <= high[2]; k++) for (let j = low[1]; j <= high[1]; j++)
    for (let i = low[0], n = low[0] + j * stride[1] + k * stride[2]; i <= high[0]; i++, n++, m++) each(n, m);
}

/**
 * Carries out an operation { kind, length_mm, image, low, high, seed_mm, other, from, region, shift_mm } on a label and hands every voxel that changes to
 * change(index, inside). Answers the number of voxels the region has then in the box.
 */
export async function operate(labels, address, label, asked, change) {
  const { kind, other, ...rest } = asked;
  const box = kind === 'region-grow' ? boxOf(labels, asked.seed_mm, asked.length_mm)
    : asked.from ? (kind === 'subtract' || kind === 'intersect') && boxAround(labels, [label], 0) || whole(labels)
    : boxAround(labels, other === undefined ? [label] : [label, other], kind === 'smooth' ? 4 * asked.length_mm : asked.length_mm ?? 0);
  if (!box) throw new Error('The region is empty: there is nothing to work on.');
  const masks = [maskOf(labels, label, box)];
  if (other !== undefined) masks.push(maskOf(labels, other, box));
  const size = box.low.map((l, a) => box.high[a] - l + 1), origin_mm = box.low.map((l, a) => labels.origin[a] + l * labels.step[a]);
  const answer = await receive(await send(`${address}/operation`, { kind, size, step_mm: labels.step, origin_mm, ...rest }, ...masks));
  visit(labels, box, (n, m) => {
    const inside = answer.voxels[m] === 1;
    if (inside !== (labels.data[n] === label)) change(n, inside);
  });
  return answer.said.voxels;
}
