// The region editor: brush, eraser, threshold brush and region growing on the labels of a case, on top of an open viewer.
// The labels live here while they are edited; a save sends them as a whole. Every export answers { ok, error } and never throws.
import { readField } from '../nifti.js';
import { axes, pixelUnder, placeOf, tileAt } from '../tiles.js';
import { viewOf } from '../viewer.js';
import { stroke, withinRange } from './brush.js';
import { send } from './frame.js';
import { History } from './history.js';
import { listen } from './keys.js';
import { Labels } from './labels.js';
import { operate } from './operations.js';
import { labelPainter } from './paint.js';

const editors = new Map();
const tellEvery_ms = 120;
const sizes_mm = [0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50];

const guarded = work => async (...args) => {
  try { return { ok: true, ...await work(...args) }; }
  catch (error) { return { ok: false, error: String(error?.message ?? error) }; }
};

class Editor {
  constructor(view, labels, { address, regions, version, resultId }, dotnet) {
    Object.assign(this, { view, labels, address, regions, version, resultId, dotnet });
    this.history = new History(labels);
    this.hidden = new Set();
    this.locked = new Set();
    this.fill = true;
    this.state = { tool: 'move', radius_mm: 5, ball: false, threshold: false, low: 0, high: 0, layer: null, overwrite: false };
    this.active = regions[0]?.label ?? 0;
    this.saved = 0; // number of changes at the last save
    this.changes = 0;
  }

  paints() { return ['brush', 'erase'].includes(this.state.tool); }

  /** Paints now and notes how long an edit took to reach the screen. */
  repaint(since) {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.view.repaint();
      if (since !== undefined) this.view.overlay.dataset.paintMs = (performance.now() - since).toFixed(1);
    });
  }

  /** Tells the component: tool, sizes, volumes, what can be undone. */
  tell() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.dotnet.invokeMethodAsync('Told', this.report()), tellEvery_ms);
  }

  report() {
    const { labels, history, state } = this;
    return { ...state, active: this.active, fill: this.fill, undo: history.done.length, redo: history.undone.length, dirty: this.changes !== this.saved,
      regions: this.regions.map(r => ({ ...r, volume_ml: labels.counts[r.label] * labels.voxel_ml, hidden: this.hidden.has(r.label), locked: this.locked.has(r.label) })) };
  }

  /** A step: work(set) changes voxels through the history. */
  step(work) {
    this.history.begin();
    work();
    return this.closeStep();
  }

  closeStep() {
    const changed = this.history.end();
    if (changed) { this.changes++; this.tell(); }
    this.repaint();
    return changed;
  }

  /** Whether painting the active label may take a voxel. */
  mayTake(n) {
    const there = this.labels.data[n];
    return there !== this.active && (there === 0 || (this.state.overwrite && !this.locked.has(there)));
  }

  /** Gives a voxel to the active region, or takes it from it. */
  change(n, inside) {
    if (inside) { if (this.mayTake(n)) this.history.set(n, this.active); }
    else if (this.labels.data[n] === this.active) this.history.set(n, 0);
  }

  async range() {
    const { threshold, layer, low, high } = this.state;
    if (!threshold) return () => true;
    const field = layer && await this.view.stage.field(layer);
    if (!field) throw new Error('The threshold needs an image that is shown and lies along the patient axes.');
    return withinRange(this.labels, field, this.view.stage.layers.get(layer).scale, low, high);
  }

  /** Begins a stroke of the brush or the eraser under the pointer. */
  press(event, allowed) {
    const hit = this.under(event);
    if (!hit || this.locked.has(this.active)) return;
    this.history.begin();
    this.drawing = { last: hit.mm, plane: hit.tile.axCorSag, allowed };
    this.draw(event, hit);
  }

  draw(event, hit = this.under(event)) {
    const { drawing, state } = this;
    if (!drawing || !hit || hit.tile.axCorSag !== drawing.plane) return;
    const since = performance.now(), normal = state.ball ? undefined : axes[drawing.plane][2], erase = state.tool === 'erase';
    stroke(this.labels, drawing.last, hit.mm, state.radius_mm, normal, n => { if (erase || drawing.allowed(n)) this.change(n, !erase); });
    drawing.last = hit.mm;
    this.repaint(since);
  }

  release() {
    if (!this.drawing) return;
    this.drawing = null;
    this.closeStep();
  }

  under(event) {
    const { stage } = this.view, [x, y] = pixelUnder(event, stage.canvas), tile = tileAt(stage.tiles(), x, y);
    return tile && { tile, mm: placeOf(tile, stage.here(), x, y) };
  }
}

/**
 * Opens the editor on a viewer: { address, labels (url), regions: [{ label, name, colour }], version, resultId }. address = "api/cases/ID/regions".
 */
export const open = guarded(async (id, viewerId, options, dotnet) => {
  const view = viewOf(viewerId);
  if (!view) throw new Error('The viewer is not open.');
  const editor = new Editor(view, new Labels(await readField(options.labels)), options, dotnet);
  editors.set(id, editor);
  view.painters.set('edit', labelPainter(editor));
  editor.unlisten = [listen(name => act(id, name)), ...pointer(editor)];
  view.overlay.dataset.editing = 'true';
  view.repaint();
  return { report: editor.report() };
});

// The stage's parent hears the pointer before the stage does; while a tool is in hand, the left button never reaches the stage.
function pointer(editor) {
  const target = editor.view.stage.canvas.parentElement, on = (name, listener) => {
    target.addEventListener(name, listener, true);
    return () => target.removeEventListener(name, listener, true);
  };
  const taken = event => event.button === 0 && editor.state.tool !== 'move';
  return [
    on('pointerdown', async event => {
      if (!taken(event)) return;
      event.preventDefault(); event.stopPropagation();
      target.setPointerCapture(event.pointerId);
      if (editor.state.tool === 'region-grow') return grow(editor, event);
      try { editor.press(event, editor.allowed ?? (() => true)); } catch (error) { editor.dotnet.invokeMethodAsync('Failed', String(error.message)); }
    }),
    on('mousedown', event => { if (taken(event)) { event.preventDefault(); event.stopPropagation(); } }),
    on('pointermove', event => {
      const hit = editor.under(event);
      editor.cursor = hit && { plane: hit.tile.axCorSag, mm: hit.mm };
      if (editor.drawing) { event.stopPropagation(); editor.draw(event, hit); } else if (editor.paints()) editor.repaint();
    }),
    on('mousemove', event => { if (editor.drawing) event.stopPropagation(); }),
    on('pointerup', () => editor.release()),
    on('pointercancel', () => editor.release()),
    on('pointerleave', () => { editor.cursor = null; editor.repaint(); }),
  ];
}

async function grow(editor, event) {
  const hit = editor.under(event), { layer, low, high } = editor.state, of = editor.view.stage.layers.get(layer);
  if (!hit) return;
  const problem = !of ? 'Region growing needs an image: show one and choose it beside the threshold.' : editor.locked.has(editor.active) ? 'The region is locked.' : null;
  const answer = problem ? { ok: false, error: problem }
    : await run(editor, { kind: 'region-grow', image: of.source, low: low / of.scale, high: high / of.scale, seed_mm: hit.mm, length_mm: editor.state.reach_mm ?? 60 });
  if (!answer.ok) editor.dotnet.invokeMethodAsync('Failed', answer.error);
}

const run = guarded(async (editor, asked) => {
  const changes = [];
  await operate(editor.labels, editor.address, editor.active, asked, (n, inside) => changes.push(inside ? n : -1 - n));
  editor.step(() => { for (const c of changes) editor.change(c < 0 ? -1 - c : c, c >= 0); });
  return {};
});

/** An operation of operations.js on the active region. */
export const operation = guarded(async (id, asked) => {
  const editor = editors.get(id);
  if (editor.locked.has(editor.active)) throw new Error('The region is locked.');
  const answer = await run(editor, asked);
  if (!answer.ok) throw new Error(answer.error);
  return {};
});

/** Changes tool, size and so on: any members of the state. */
export const set = guarded(async (id, state) => {
  const editor = editors.get(id);
  Object.assign(editor.state, state);
  editor.allowed = await editor.range();
  editor.tell();
  editor.repaint();
  return {};
});

/** Chooses the region that is worked on, shows or hides it, locks or frees it. */
export const region = guarded(async (id, label, change) => {
  const editor = editors.get(id);
  if (change.active) editor.active = label;
  for (const [name, list] of [['hidden', editor.hidden], ['locked', editor.locked]]) if (name in change) list[change[name] ? 'add' : 'delete'](label);
  editor.tell();
  editor.repaint();
  return {};
});

/** Adds an empty region and makes it the active one. */
export const add = guarded(async (id, name, colour) => {
  const editor = editors.get(id), used = new Set(editor.regions.map(r => r.label));
  let label = 1;
  while (used.has(label)) label++;
  if (label > 255) throw new Error('At most 255 regions can be edited together.');
  editor.regions.push({ label, name, colour });
  editor.active = label;
  editor.tell();
  return { label };
});

/** What a key or a button does. */
export const act = guarded(async (id, name) => {
  const editor = editors.get(id);
  if (['brush', 'erase', 'region-grow', 'move'].includes(name)) await set(id, { tool: name });
  else if (name === 'threshold') { const done = await set(id, { threshold: !editor.state.threshold }); if (!done.ok) { editor.state.threshold = false; editor.dotnet.invokeMethodAsync('Failed', done.error); } }
  else if (name === 'depth') await set(id, { ball: !editor.state.ball });
  else if (name === 'overwrite') await set(id, { overwrite: !editor.state.overwrite });
  else if (name === 'fill') { editor.fill = !editor.fill; editor.tell(); editor.repaint(); }
  else if (name === 'smaller' || name === 'larger') resize(editor, name === 'larger' ? 1 : -1);
  else if (name === 'next' || name === 'previous') choose(editor, name === 'next' ? 1 : -1);
  else if (name === 'pick') { const label = editor.cursor && editor.labels.at(editor.cursor.mm); if (label) { editor.active = label; editor.tell(); } }
  else if (name === 'undo' || name === 'redo') { if (editor.history[name]()) { editor.changes++; editor.tell(); editor.repaint(); } }
  else if (name === 'up' || name === 'down') editor.view.go(Array.from(editor.view.stage.here()).slice(0, 3).map((v, a) => a === 2 ? v + (name === 'up' ? 1 : -1) * editor.labels.step[2] : v));
  else if (name === 'clear') editor.step(() => { for (let n = 0; n < editor.labels.data.length; n++) if (editor.labels.data[n] === editor.active && !editor.locked.has(editor.active)) editor.history.set(n, 0); });
  else editor.dotnet.invokeMethodAsync('Asked', name); // save, earlier, later
  return {};
});

function resize(editor, by) {
  const at = sizes_mm.findIndex(s => s >= editor.state.radius_mm);
  editor.state.radius_mm = sizes_mm[Math.min(sizes_mm.length - 1, Math.max(0, at + by))];
  editor.tell();
  editor.repaint();
}

function choose(editor, by) {
  const at = editor.regions.findIndex(r => r.label === editor.active);
  editor.active = editor.regions[(at + by + editor.regions.length) % editor.regions.length].label;
  editor.tell();
  editor.repaint();
}

/** Saves as a new version. Empty regions are left out. Answers what the server says. */
export const save = guarded(async (id, note) => {
  const editor = editors.get(id), { labels } = editor, changes = editor.changes;
  const regions = editor.regions.filter(r => labels.counts[r.label] > 0).map(({ label, name, colour }) => ({ label, name, colour }));
  const answer = await (await send(`${editor.address}/versions`, { version: editor.version, resultId: editor.resultId, regions, note }, labels.data)).json();
  editor.saved = changes;
  if (answer.inUse) editor.version = answer.version;
  editor.tell();
  return { saved: answer };
});

/** Takes the editor off the viewer. */
export const close = guarded(async id => {
  const editor = editors.get(id);
  editors.delete(id);
  for (const stop of editor?.unlisten ?? []) stop();
  editor?.view.painters.delete('edit');
  if (editor) delete editor.view.overlay.dataset.editing;
  return {};
});
