// Undo and redo: each step remembers the voxels it changed, with their label before and after. Fifty steps.

export const mostSteps = 50;

export class History {
  constructor(labels) {
    this.labels = labels;
    this.done = [];
    this.undone = [];
    this.mark = new Uint8Array(labels.data.length); // which voxels the open step has changed already
    this.stamp = 0;
  }

  /** Opens a step; changes between begin and end are undone together. */
  begin() {
    if (++this.stamp > 255) { this.mark.fill(0); this.stamp = 1; }
    this.open = { at: [], before: [] };
  }

  /** Gives a voxel a label; the first change in a step remembers what was there. */
  set(n, label) {
    if (this.mark[n] !== this.stamp) { this.mark[n] = this.stamp; this.open.at.push(n); this.open.before.push(this.labels.data[n]); }
    this.labels.set(n, label);
  }

  /** Closes the step; answers whether it changed anything. */
  end() {
    const { at, before } = this.open, { data } = this.labels;
    this.open = null;
    const kept = at.map((n, i) => i).filter(i => data[at[i]] !== before[i]);
    if (kept.length === 0) return false;
    this.done.push({ at: Uint32Array.from(kept, i => at[i]), before: Uint8Array.from(kept, i => before[i]), after: Uint8Array.from(kept, i => data[at[i]]) });
    if (this.done.length > mostSteps) this.done.shift();
    this.undone = [];
    return true;
  }

  undo() { return this.move(this.done, this.undone, 'before'); }
  redo() { return this.move(this.undone, this.done, 'after'); }

  move(from, to, which) {
    const step = from.pop();
    if (!step) return false;
    step.at.forEach((n, i) => this.labels.set(n, step[which][i]));
    to.push(step);
    return true;
  }
}
