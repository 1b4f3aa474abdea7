// In: a page of the browser, and what the server says it has sent. Out: for every response the bytes of its body as they went over the
// line, compressed as they were. Never: an estimate: where the browser and the server do not agree to the byte, it throws.

// `Network.loadingFinished` counts the whole response, and only the raw text of its headers says how much of that is no body.
// (`Network.dataReceived` says 0 for documents.) A response out of the browser's own cache has sent nothing and is not in the list.
export async function countBodies(page) {
  const session = await page.context().newCDPSession(page);
  const seen = new Map();
  const of = (id) => seen.get(id) ?? seen.set(id, { heads: 0, whole: 0 }).get(id);
  session.on('Network.responseReceivedExtraInfo', ({ requestId, headersText }) => { of(requestId).heads += Buffer.byteLength(headersText, 'latin1'); });
  session.on('Network.responseReceived', ({ requestId, response }) => { of(requestId).path = new URL(response.url).pathname; });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { of(requestId).whole = encodedDataLength; });
  session.on('Network.requestServedFromCache', ({ requestId }) => { of(requestId).cached = true; });
  await session.send('Network.enable');
  return () => [...seen.values()].filter(({ whole, cached }) => whole > 0 && !cached).map(({ path, heads, whole }) => ({ path, bytes: whole - heads }));
}

const listed = (list) => list.map(({ path, bytes }) => `${path} ${bytes}`).sort();

// Throws with the first response of which one of the two says something else.
export function agree(counted, sent) {
  const [here, there] = [listed(counted), listed(sent)];
  const at = Array.from({ length: Math.max(here.length, there.length) }, (_, number) => number).find((number) => here[number] !== there[number]);
  if (at !== undefined) throw new Error(`the browser counts ${here[at] ?? 'nothing'}, the server has sent ${there[at] ?? 'nothing'}`);
}

export const sumOf = (bodies, pattern = /^/) => bodies.reduce((sum, { path, bytes }) => sum + (pattern.test(path) ? bytes : 0), 0);
