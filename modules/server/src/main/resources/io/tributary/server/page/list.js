// The list: a page of what there is, kept up to date by events; never more than a page in memory.
import { ask, find, keyed, make, mark, say, show } from './element.js';
import { call } from './api.js';
import { bytes, count, fileName, moment, rate, seconds } from './words.js';

const PAGE = 50;
const STATES = ['', 'active', 'waiting', 'paused', 'failed', 'completed', 'cancelled'];
const FEWEST_PAUSE_MS = 2000;

const rows = new Map();
const speeds = new Map();
let filter = '';
let pages = [null];
let next = null;
let reading = null;
let readAt = 0;
let openRow = () => {};
let failed = () => {};

export const keyOf = row => `${row.kind ?? 'download'}/${row.id}`;
export const pathOf = row => `/v1/${row.kind ?? 'download'}s/${encodeURIComponent(row.id)}`;
export const speedOf = row => (row.state === 'active' ? speeds.get(keyOf(row)) ?? 0 : 0);

/** How many of 1 are done; null where nobody knows. */
export function share(row) {
  if (row.state === 'completed') {
    return 1;
  }
  if (row.progress) {
    const { planned, fetched, kept, failed: lost, listing } = row.progress;
    return listing || !planned ? null : (fetched + kept + lost) / planned;
  }
  return row.size > 0 ? Math.min(1, row.bytesDone / row.size) : null;
}

export function prepare(open, trouble) {
  openRow = open;
  failed = trouble;
  find('filters').append(...STATES.map(state =>
    make('button', { type: 'button', 'data-state': state, 'aria-pressed': String(state === ''), onclick: () => choose(state) },
      state || 'all', make('span', { class: 'faint' }))));
  find('older').addEventListener('click', () => turn([...pages, next]));
  find('newer').addEventListener('click', () => turn(pages.slice(0, -1)));
}

function choose(state) {
  filter = state;
  for (const button of find('filters').children) {
    button.setAttribute('aria-pressed', String(button.dataset.state === state));
  }
  turn([null]);
}

function turn(to) {
  pages = to;
  reload();
}

/** Reads the page anew. */
export async function reload() {
  clearTimeout(reading);
  reading = null;
  readAt = Date.now();
  const asked = `${filter}|${pages.length}`;
  const before = pages[pages.length - 1];
  try {
    const page = await call('GET', `/v1/downloads?limit=${PAGE}`
      + (filter ? `&state=${filter}` : '') + (before ? `&before=${before}` : ''));
    if (asked === `${filter}|${pages.length}`) {
      rows.clear();
      page.downloads.forEach(row => rows.set(keyOf(row), row));
      next = page.next;
      draw();
    }
  } catch (refused) {
    failed(refused);
  }
}

/** Soon, and not often: thousands may change at once. */
export function reloadSoon() {
  reading ??= setTimeout(reload, Math.max(700, FEWEST_PAUSE_MS - (Date.now() - readAt)));
}

export function changed(news) {
  news.forEach(put);
  draw();
}

function put(row) {
  const key = keyOf(row);
  const fits = !filter || row.state === filter;
  const known = rows.get(key);
  if (known && fits && known.sequence === row.sequence) {
    rows.set(key, row);
  } else if (fits && pages.length === 1 && [...rows.values()].every(other => other.sequence < row.sequence)) {
    rows.set(key, row);
    if (rows.size > PAGE) {
      rows.delete(keyOf([...rows.values()].reduce((a, b) => (a.sequence < b.sequence ? a : b))));
      reloadSoon();
    }
  } else if (known || (fits && pages.length === 1)) {
    rows.delete(key);
    reloadSoon();
  }
}

export function progress(steps) {
  for (const [kind, id, done, size, perSecond] of steps) {
    const row = rows.get(`${kind}/${id}`);
    if (row) {
      row.bytesDone = done;
      row.size = size;
      speeds.set(`${kind}/${id}`, perSecond);
    }
  }
  draw();
}

export function counts(byState) {
  let all = 0;
  STATES.slice(1).forEach(state => (all += byState[state] ?? 0));
  for (const button of find('filters').children) {
    const number = button.dataset.state ? byState[button.dataset.state] ?? 0 : all;
    say(button.lastElementChild, ` ${count(number)}`);
  }
}

function draw() {
  const page = [...rows.values()].sort((a, b) => b.sequence - a.sequence).slice(0, PAGE);
  keyed(find('rows'), page.map(keyOf), create);
  page.forEach((row, i) => update(find('rows').children[i], row));
  for (const key of speeds.keys()) {
    if (!rows.has(key)) {
      speeds.delete(key);
    }
  }
  show(find('empty'), page.length === 0);
  show(find('pager'), pages.length > 1 || next !== null);
  find('newer').disabled = pages.length === 1;
  find('older').disabled = next === null;
}

function create(key) {
  const current = () => rows.get(key);
  return make('li', { class: 'row' },
    make('button', { class: 'name', type: 'button', onclick: () => current() && openRow(current()) },
      make('strong'), make('span', { class: 'faint' })),
    make('span', { class: 'badge' }),
    make('span', { class: 'numbers' }),
    make('progress', { max: '1', 'aria-label': 'how much is done' }),
    buttons(current, failed),
    make('p', { class: 'error' }));
}

function update(item, row) {
  const [name, badge, numbers, bar, actions, error] = item.children;
  mark(item, 'data-state', row.state);
  say(name.firstElementChild, fileName(row.destination) + (row.kind === 'job' ? '/' : ''));
  say(name.lastElementChild, row.source);
  say(badge, stateOf(row));
  say(numbers, numbersOf(row));
  const done = share(row);
  done === null && row.state === 'active' ? bar.removeAttribute('value') : mark(bar, 'value', (done ?? 0).toFixed(4));
  setButtons(actions, row);
  say(error, row.error ? [row.error.reason, row.error.advice].filter(Boolean).join(' — ') : '');
  show(error, Boolean(row.error));
}

export function stateOf(row) {
  const wished = { pause: 'paused', cancel: 'cancelled' }[row.wish];
  return wished && wished !== row.state && row.state === 'active' ? `${row.state}, being ${wished}` : row.state;
}

export function numbersOf(row, speed = speedOf(row)) {
  const objects = row.progress && `${count(row.progress.fetched + row.progress.kept)} of ${count(row.progress.planned)} objects`;
  const size = row.size === null || row.state === 'completed' ? bytes(row.size ?? row.bytesDone) : `${bytes(row.bytesDone)} of ${bytes(row.size)}`;
  const parts = [objects, row.bytesDone || row.size !== null ? size : ''];
  if (row.state === 'active' && speed > 0) {
    parts.push(rate(speed), row.size ? `${seconds((row.size - row.bytesDone) / speed)} left` : '');
  } else if (row.endedAt) {
    parts.push(moment(row.endedAt));
  }
  return parts.filter(Boolean).join(' · ');
}

/** Pause, resume and cancel for whatever row is current. */
export function buttons(current, trouble) {
  const wish = verb => async () => {
    const row = current();
    if (row && (verb !== 'cancel' || await ask(`Cancel ${fileName(row.destination)}?`, 'What is on the disk of it is deleted.', 'Cancel it'))) {
      try {
        changed([await call('POST', `${pathOf(row)}/${verb}`)]);
      } catch (refused) {
        trouble(refused);
      }
    }
  };
  return make('span', { class: 'actions' },
    ...['pause', 'resume', 'cancel'].map(verb => make('button', { type: 'button', 'data-verb': verb, onclick: wish(verb) }, verb)));
}

export function setButtons(actions, row) {
  const able = {
    pause: ['active', 'waiting'].includes(row.state) && row.wish === 'run',
    resume: ['paused', 'failed'].includes(row.state),
    cancel: !['completed', 'cancelled'].includes(row.state) && row.wish !== 'cancel',
  };
  const focused = document.activeElement;
  for (const button of actions.children) {
    show(button, able[button.dataset.verb]);
    mark(button, 'aria-label', `${button.dataset.verb} ${fileName(row.destination)}`);
  }
  if (focused.hidden && actions.contains(focused)) {
    [...actions.children].find(button => !button.hidden)?.focus();
  }
}
