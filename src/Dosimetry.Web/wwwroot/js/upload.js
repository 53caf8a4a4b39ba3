// Sends many files to the server, four at a time, each retried by itself. The bytes never pass through the circuit.
// The component is told about progress four times a second; when the circuit is down the upload goes on.

const workers = 4;
const attempts = 3;
const hashUpTo = 64 * 1024 * 1024;      // bigger files would have to be held in memory to be hashed here
const reportEvery_ms = 250;

class Refused extends Error {}
class Cancelled extends Error {}

/** Lets a drop zone and its file inputs collect files; the component is told what was chosen. */
export function attach(zone, dotnet) {
  const picker = { files: [], job: null };
  const chosen = files => {
    picker.files = files;
    tell(dotnet, 'FilesChosen', files.length, files.reduce((sum, f) => sum + f.file.size, 0));
  };
  for (const input of zone.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => chosen([...input.files].map(file => ({ file, name: file.webkitRelativePath || file.name }))));
  }
  zone.addEventListener('dragover', event => { event.preventDefault(); zone.classList.add('over'); });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', async event => {
    event.preventDefault();
    zone.classList.remove('over');
    chosen(await filesOf(event.dataTransfer));
  });
  zone.dataset.ready = 'true';
  return {
    start: caseId => start(picker, caseId, dotnet),
    retry: () => send(picker.job, dotnet),
    cancel: () => cancel(picker.job),
  };
}

async function filesOf(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
  const found = [];
  for (const entry of entries) await walk(entry, '', found);
  return found.length > 0 ? found : [...transfer.files].map(file => ({ file, name: file.name }));
}

async function walk(entry, path, found) {
  const name = path + entry.name;
  if (entry.isFile) {
    found.push({ file: await new Promise((ok, bad) => entry.file(ok, bad)), name });
    return;
  }
  const reader = entry.createReader();
  // readEntries gives at most 100 entries a call, and none when it is done.
  for (;;) {
    const part = await new Promise((ok, bad) => reader.readEntries(ok, bad));
    if (part.length === 0) return;
    for (const child of part) await walk(child, `${name}/`, found);
  }
}

async function start(picker, caseId, dotnet) {
  const bytes = picker.files.reduce((sum, f) => sum + f.file.size, 0);
  try {
    const opened = await request('POST', 'api/uploads', JSON.stringify({ caseId }), { 'Content-Type': 'application/json' });
    picker.job = { id: opened.id, waiting: picker.files.map((f, n) => ({ ...f, n })), failed: [], sent: 0, total: bytes, files: picker.files.length, done: 0, running: new Set(), cancelled: false };
  } catch (error) {
    return { state: 'failed', message: error.message };
  }
  return send(picker.job, dotnet);
}

/** Sends what waits and what failed before; the upload is completed when nothing is left. */
async function send(job, dotnet) {
  job.waiting.push(...job.failed.splice(0).map(f => f.item));
  const timer = setInterval(() => report(job, dotnet), reportEvery_ms);
  try {
    await Promise.all(Array.from({ length: workers }, () => work(job)));
    if (job.cancelled) return { state: 'cancelled' };
    if (job.failed.length > 0) return { state: 'incomplete', failed: job.failed.map(f => ({ name: f.item.name, reason: f.reason })) };
    const done = await request('POST', `api/uploads/${job.id}/complete`, '');
    return { state: 'complete', jobId: done.jobId };
  } catch (error) {
    return { state: 'failed', message: error.message };
  } finally {
    clearInterval(timer);
    report(job, dotnet);
  }
}

async function work(job) {
  for (let item; !job.cancelled && (item = job.waiting.shift());) {
    try {
      await sendWithRetry(job, item);
      job.done++;
    } catch (error) {
      if (!(error instanceof Cancelled)) job.failed.push({ item, reason: error.message });
    }
  }
}

async function sendWithRetry(job, item) {
  const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(item.name) };
  if (item.file.size <= hashUpTo) headers['X-Content-Sha256'] = await sha256(item.file);
  for (let attempt = 1; ; attempt++) {
    let own = 0;
    try {
      await request('POST', `api/uploads/${job.id}/${item.n}`, item.file, headers, job, loaded => { job.sent += loaded - own; own = loaded; });
      job.sent += item.file.size - own;
      return;
    } catch (error) {
      job.sent -= own;
      if (error instanceof Refused || error instanceof Cancelled || attempt === attempts) throw error;
      await new Promise(ok => setTimeout(ok, 500 * 2 ** attempt));
    }
  }
}

async function cancel(job) {
  if (!job) return;
  job.cancelled = true;
  for (const xhr of job.running) xhr.abort();
  await request('DELETE', `api/uploads/${job.id}`, '').catch(() => {});
}

/** One request; XMLHttpRequest because fetch does not tell how much of the body has gone. */
function request(method, address, body, headers = {}, job = null, onSent = null) {
  return new Promise((ok, bad) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, address);
    xhr.setRequestHeader('RequestVerificationToken', document.querySelector('input[name=__RequestVerificationToken]')?.value ?? '');
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    if (onSent) xhr.upload.onprogress = event => onSent(event.loaded);
    xhr.onloadend = () => job?.running.delete(xhr);
    xhr.onload = () => xhr.status < 300 ? ok(xhr.responseText ? JSON.parse(xhr.responseText) : null) : bad(refusal(xhr));
    xhr.onerror = () => bad(new Error('The connection to the server was lost.'));
    xhr.onabort = () => bad(new Cancelled());
    job?.running.add(xhr);
    xhr.send(body);
  });
}

function refusal(xhr) {
  let text = `The server answered ${xhr.status}.`;
  try { text = JSON.parse(xhr.responseText).detail ?? text; } catch { /* not a problem document */ }
  return xhr.status >= 500 || xhr.status === 429 ? new Error(text) : new Refused(text);
}

async function sha256(file) {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map(b => b.toString(16).padStart(2, '0')).join('');
}

function report(job, dotnet) {
  tell(dotnet, 'Progress', job.done, job.failed.length, job.files, Math.min(job.sent, job.total), job.total);
}

function tell(dotnet, method, ...values) {
  dotnet.invokeMethodAsync(method, ...values).catch(() => { /* circuit is down or the page was left: the upload goes on */ });
}
