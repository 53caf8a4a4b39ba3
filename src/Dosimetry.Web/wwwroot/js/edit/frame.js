// Voxels with their description in one body: gzip of [length of the JSON, int32 little endian][JSON][bytes]; the server's VoxelFrame.

const through = (parts, stream) => new Response(new Blob(parts).stream().pipeThrough(stream)).arrayBuffer();

/** Sends a description and voxels; answers the response. Throws with the server's words when it refuses. */
export async function send(url, said, ...voxels) {
  const json = new TextEncoder().encode(JSON.stringify(said)), length = new DataView(new ArrayBuffer(4));
  length.setInt32(0, json.length, true);
  const body = await through([length.buffer, json, ...voxels], new CompressionStream('gzip'));
  const answer = await fetch(new URL(url, document.baseURI).href, { method: 'POST', body, headers: {
    'Content-Type': 'application/gzip', RequestVerificationToken: document.querySelector('input[name=__RequestVerificationToken]')?.value ?? '' } });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Error(problem.detail ?? problem.title ?? `The server answered ${answer.status}.`);
}

/** Description and voxels of an answer. */
export async function receive(answer) {
  const bytes = await through([await answer.arrayBuffer()], new DecompressionStream('gzip'));
  const length = new DataView(bytes).getInt32(0, true);
  return { said: JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))), voxels: new Uint8Array(bytes, 4 + length) };
}
