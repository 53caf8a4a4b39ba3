// Keys of the region editor. No single key acts while a text field has the focus.

const typing = element => element?.closest?.('input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog[open]');

/** Listens until the returned function is called. act(name) is called with the names on the right of the table. */
export function listen(act) {
  const plain = { b: 'brush', e: 'erase', g: 'region-grow', v: 'move', t: 'threshold', d: 'depth', f: 'fill', o: 'overwrite', n: 'next', p: 'previous', x: 'pick',
    '[': 'smaller', ']': 'larger', '+': 'larger', '-': 'smaller', ',': 'earlier', '.': 'later', PageUp: 'up', PageDown: 'down' };
  const withControl = { z: 'undo', y: 'redo', s: 'save' };
  const down = event => {
    if (event.altKey || event.metaKey || typing(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const name = event.ctrlKey ? (key === 'z' && event.shiftKey ? 'redo' : withControl[key]) : plain[key];
    if (!name) return;
    event.preventDefault();
    act(name);
  };
  document.addEventListener('keydown', down);
  return () => document.removeEventListener('keydown', down);
}
