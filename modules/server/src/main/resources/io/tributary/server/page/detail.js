// One download at a close look: what its coordinator says, asked for while it is open and active.
import { call } from './api.js';
import { find, keyed, make, say, show } from './element.js';
import { buttons, numbersOf, pathOf, setButtons, stateOf } from './list.js';
import { colour } from './cluster.js';
import { limits } from './limits.js';
import { draw as drawMap } from './partmap.js';
import { bytes, count, fileName, moment, rate, seconds } from './words.js';

const ACTIVE_PAUSE_MS = 500;
const QUIET_PAUSE_MS = 3000;
let row = null;
let timer = null;
let parts = null;

/** @param trouble hears of what is refused */
export function prepare(trouble) {
  const section = find('detail');
  parts = {
    title: make('h2', { id: 'detail-title' }),
    badge: make('span', { class: 'badge' }),
    numbers: make('span', { class: 'numbers' }),
    actions: buttons(() => row, trouble),
    error: make('p', { class: 'error' }),
    map: make('canvas', { id: 'part-map', role: 'img' }),
    phase: make('p', { class: 'faint', id: 'phase' }),
    nodes: make('tbody'),
    lanes: make('tbody'),
    facts: make('dl'),
    limits: limits(() => row, now => {
      if (row?.id === now.id) {
        row = { ...row, ...now };
        update();
        look();
      }
    }),
  };
  parts.table = make('table', { class: 'figures' }, heads('node', 'lanes', 'speed', 'fetched', 'has in hand'), parts.nodes);
  parts.laneTable = make('details', {}, make('summary', {}, 'Lanes'),
    make('table', { class: 'figures' }, heads('lane', 'node', 'range', 'done', 'speed'), parts.lanes));
  section.append(
    make('div', { class: 'title' }, parts.title, parts.badge, parts.numbers, parts.actions,
      make('button', { type: 'button', id: 'detail-close', 'aria-label': 'close the details', onclick: close }, '✕')),
    parts.error, make('div', { class: 'map' }, parts.map), parts.phase,
    make('div', { class: 'scroll' }, parts.table), make('div', { class: 'scroll' }, parts.laneTable), parts.limits.element, parts.facts);
  section.addEventListener('keydown', event => event.key === 'Escape' && close());
  document.addEventListener('visibilitychange', () => document.hidden || (row && look()));
}

const heads = (...names) => make('thead', {}, make('tr', {}, ...names.map(name => make('th', { scope: 'col' }, name))));

export function open(what) {
  row = what;
  location.hash = `${row.kind ?? 'download'}/${row.id}`;
  update();
  show(find('detail'), true);
  find('detail').focus();
  look();
}

export function close() {
  clearTimeout(timer);
  row = null;
  show(find('detail'), false);
  history.replaceState(null, '', location.pathname);
  find('list').focus();
}

/** What the address names. */
export function openFromAddress() {
  const match = /^#(download|job)\/([A-Za-z0-9_-]+)$/.exec(location.hash);
  if (match) {
    call('GET', `/v1/${match[1]}s/${match[2]}`).then(open, () => history.replaceState(null, '', location.pathname));
  }
}

/** Rows that have changed: perhaps the one that is shown. */
export function changed(rows) {
  if (row && rows.some(one => one.id === row.id)) {
    look();
  }
}

async function look() {
  clearTimeout(timer);
  const asked = row;
  if (!asked || document.hidden) {
    return;
  }
  try {
    const found = await call('GET', pathOf(asked));
    if (asked === row) {
      row = found;
      update();
    }
  } catch (refused) {
    console.info(refused.message);
  }
  if (row) {
    clearTimeout(timer);
    timer = setTimeout(look, row.state === 'active' ? ACTIVE_PAUSE_MS : QUIET_PAUSE_MS);
  }
}

function update() {
  say(parts.title, fileName(row.destination));
  say(parts.badge, stateOf(row));
  find('detail').dataset.state = row.state;
  const status = row.status ?? null;
  const done = status?.writtenBytes !== undefined ? { ...row, bytesDone: Math.max(row.bytesDone, received(status)) } : row;
  say(parts.numbers, numbersOf(done, status?.bytesPerSecond));
  setButtons(parts.actions, row);
  say(parts.error, row.error ? [row.error.reason, row.error.advice].filter(Boolean).join(' — ') : '');
  show(parts.error, Boolean(row.error));
  map(status);
  parts.limits.update(row);
  facts();
}

/** What is written, and what lanes have beyond that. */
function received(status) {
  const lanes = (status.lanes ?? []).reduce((sum, lane) => sum + Math.max(0, lane.position - lane.start), 0);
  const nodes = (status.nodes ?? []).reduce((sum, node) => sum + (node.writtenBytes ?? 0), 0);
  return Math.min(status.sizeBytes ?? Infinity, Math.max(status.writtenBytes, nodes, lanes));
}

function map(status) {
  const whole = row.state === 'completed' && { sizeBytes: 1, written: [[0, 1]], nodes: [], lanes: [] };
  const shown = status?.written ? status : whole;
  show(parts.map.parentElement, Boolean(shown));
  if (shown) {
    drawMap(parts.map, shown);
    parts.map.setAttribute('aria-label', whole ? 'all of it is there' : `${bytes(status.writtenBytes)} of ${bytes(status.sizeBytes)} are there`);
  }
  say(parts.phase, status?.phase ? `${status.phase}, coordinated by ${status.coordinator}` : row.state === 'active' ? row.statusReason ?? '' : '');
  const nodes = status?.nodes ?? [];
  show(parts.table, nodes.length > 0);
  keyed(parts.nodes, nodes.map(node => node.node), () => make('tr', {}, make('td', {}, make('span', { class: 'swatch' }), make('span')), ...cells(4)));
  nodes.forEach((node, i) => {
    const [name, ...figures] = parts.nodes.children[i].children;
    name.firstElementChild.dataset.colour = colour(node.node);
    say(name.lastElementChild, node.node);
    fill(figures, [node.lanes ?? '', node.bytesPerSecond === undefined ? '' : rate(node.bytesPerSecond), bytes(node.writtenBytes ?? node.bytesReceived),
      (node.inFlight ?? []).map(([start, end]) => `${bytes(start)} – ${bytes(end)}`).slice(0, 3).join(', ')]);
  });
  const lanes = (status?.lanes ?? []).filter(lane => lane.end > lane.start);
  show(parts.laneTable, lanes.length > 0);
  keyed(parts.lanes, lanes.map(lane => String(lane.lane)), () => make('tr', {}, ...cells(5)));
  lanes.forEach((lane, i) => fill([...parts.lanes.children[i].children], [lane.lane, lane.node,
    `${bytes(lane.start)} – ${bytes(lane.end)}`, `${Math.floor((100 * (lane.position - lane.start)) / (lane.end - lane.start))} %`, rate(lane.bytesPerSecond)]));
}

const cells = number => Array.from({ length: number }, () => make('td'));
const fill = (elements, texts) => texts.forEach((text, i) => say(elements[i], text));

function facts() {
  const result = row.result;
  const sum = result?.checksum;
  const known = {
    from: row.source,
    to: row.home ? `${row.home}: ${row.destination}` : row.destination,
    submitted: moment(row.submittedAt),
    began: row.startedAt && moment(row.startedAt),
    ended: row.endedAt && moment(row.endedAt),
    why: row.error && `${row.error.operation} ${row.error.target}: ${row.error.reason}`,
    'what to do': row.error?.advice,
    took: result?.seconds !== undefined && seconds(result.seconds),
    requests: result?.requests !== undefined && `${count(result.requests)}, ${count(result.retries ?? 0)} of them again`,
    fetched: result?.bytesFetched !== undefined && bytes(result.bytesFetched),
    checksum: sum && (sum.value ? `${sum.algorithm} ${sum.value}, ${sum.verified ? 'verified' : 'not verified'}` : 'none to compare with'),
    'first failures': (result?.firstFailures ?? row.status?.firstFailures ?? []).map(one => `${one.key}: ${one.error.reason}`).join('; '),
    id: row.id,
  };
  const names = Object.keys(known).filter(name => known[name]);
  keyed(parts.facts, names, name => make('div', {}, make('dt', {}, name), make('dd')));
  names.forEach((name, i) => say(parts.facts.children[i].lastElementChild, known[name]));
}
