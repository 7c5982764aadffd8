// Live events: server-sent events over fetch, since EventSource sends no token. A connection that is
// lost is made again, and goes on after the last event that came. A page that nobody sees has none: a
// browser makes only six to a node, for all its tabs.
import { Refusal, request } from './api.js';

const SILENCE_MS = 25_000;
const MOST_PAUSE_MS = 15_000;

/** Hands each event to `heard(type, data)`, and says to `state` whether there is a connection, or why not. */
export async function listen(heard, state) {
  let lastId = '';
  let pauseMs = 500;
  for (;;) {
    await seen();
    let why = '';
    try {
      await connection(lastId, (type, data, id) => {
        lastId = id || lastId;
        pauseMs = 500;
        state(true);
        heard(type, data);
      });
    } catch (lost) {
      why = lost instanceof Refusal ? lost.message : '';
      console.info('the events end: ' + lost.message);
    }
    if (document.hidden) {
      continue;
    }
    state(false, why);
    await new Promise(resolve => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
    pauseMs = Math.min(pauseMs * 2, MOST_PAUSE_MS);
  }
}

/** Waits until somebody looks at the page. */
async function seen() {
  while (document.hidden) {
    await new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}

async function connection(lastId, heard) {
  const ending = new AbortController();
  document.addEventListener('visibilitychange', () => document.hidden && ending.abort(), { signal: ending.signal });
  let silence = setTimeout(() => ending.abort(), SILENCE_MS);
  try {
    const answer = await request('/v1/events', {
      headers: lastId ? { 'Last-Event-ID': lastId } : {},
      signal: ending.signal,
    });
    if (!answer.ok) {
      throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    }
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(silence);
      silence = setTimeout(() => ending.abort(), SILENCE_MS);
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop();
      blocks.forEach(block => event(block, heard));
    }
  } finally {
    clearTimeout(silence);
    ending.abort();
  }
}

function event(block, heard) {
  const fields = {};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      fields[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, '');
    }
  }
  if (fields.data) {
    heard(fields.event, JSON.parse(fields.data), fields.id);
  }
}
