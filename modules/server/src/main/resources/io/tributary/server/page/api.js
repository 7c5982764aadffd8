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

/** fetch with the token; asks for it, and tries again, when it is missing or wrong. */
export async function request(path, options = {}) {
  for (;;) {
    const token = sessionStorage.getItem(KEPT);
    const headers = { ...options.headers };
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    const answer = await fetch(path, { ...options, headers, cache: 'no-store', credentials: 'omit' });
    if (answer.status !== 401) {
      return answer;
    }
    if (token === sessionStorage.getItem(KEPT)) {
      await askToken(Boolean(token));
    }
  }
}

/** The JSON of an answer. */
export async function call(method, path, body) {
  const answer = await request(path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(40_000),
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
    find('token-form').onsubmit = event => {
      event.preventDefault();
      // No other character can stand in a header.
      sessionStorage.setItem(KEPT, input.value.replace(/[^\x21-\x7e]/g, ''));
      input.value = '';
      dialog.close();
      asking = null;
      resolve();
    };
    dialog.showModal();
  });
  return asking;
}
