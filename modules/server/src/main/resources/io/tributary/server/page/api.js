// Requests to the node that served this page, with its token where it asks for one.
import { find, show } from './element.js';

const KEPT = 'tributary-token';
let asking = null;

/** What the node refused, and what to do about it. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || `the node answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * fetch with the token; asks for it, and tries again, when it is missing or wrong. Each attempt may take
 * `limitMs`, if that is given; however long somebody looks for the token.
 */
export async function request(path, { limitMs, ...options } = {}) {
  for (;;) {
    const token = sessionStorage.getItem(KEPT);
    const headers = { ...options.headers };
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    const answer = await fetch(path, { ...options, ...limit(limitMs), headers, cache: 'no-store', credentials: 'omit' });
    if (answer.status !== 401) {
      return answer;
    }
    if (token === sessionStorage.getItem(KEPT)) {
      await askToken(Boolean(token));
    }
  }
}

const limit = ms => (ms ? { signal: AbortSignal.timeout(ms) } : {});

/** The JSON of an answer. */
export async function call(method, path, body) {
  const answer = await request(path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    limitMs: 40_000,
  });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refusal(answer.status, json);
  }
  return json;
}

/** Several requests may find out at once: there is one question. */
function askToken(wrong) {
  asking ??= new Promise(resolve => {
    const dialog = find('token-dialog');
    const input = find('token');
    show(find('token-wrong'), wrong);
    dialog.oncancel = event => event.preventDefault();
    // The second time in a row a browser does not ask whether Escape may close it.
    dialog.onclose = () => asking && !dialog.open && dialog.showModal();
    find('token-form').onsubmit = event => {
      event.preventDefault();
      // No other character can stand in a header.
      sessionStorage.setItem(KEPT, input.value.replace(/[^\x21-\x7e]/g, ''));
      input.value = '';
      asking = null;
      dialog.close();
      resolve();
    };
    dialog.showModal();
  });
  return asking;
}
