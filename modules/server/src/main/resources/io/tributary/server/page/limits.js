// What the download or job that is looked at may use, to see and to change while it runs.
import { call } from './api.js';
import { make, say, show } from './element.js';
import { exactRate } from './words.js';

const CHANGEABLE = ['waiting', 'active', 'paused', 'failed'];

/** In which words a field shows what the node says, and in which words the node is told. */
const FIELDS = {
  limitRate: { shown: row => (row.limitRate ? exactRate(row.limitRate) : ''), told: text => text || '0' },
  limitRequests: { shown: row => (row.limitRequests ? String(row.limitRequests) : ''), told: text => Number(text) },
  requests: { shown: row => (row.requests ? String(row.requests) : ''), told: text => text || '0' },
  priority: { shown: row => row.priority ?? 'normal', told: text => text },
};

/** @param shown the row that is looked at; @param changed hears of it as the node has it then */
export function limits(shown, changed) {
  const inputs = {
    limitRate: make('input', { id: 'limit-rate', placeholder: 'no limit', autocomplete: 'off', size: 10, maxlength: 40 }),
    limitRequests: make('input', { id: 'limit-requests', type: 'number', min: 0, step: 'any', placeholder: 'no limit' }),
    requests: make('input', { id: 'limit-at-a-time', type: 'number', min: 1, max: 256 }),
    priority: make('select', { id: 'limit-priority' }, ...['low', 'normal', 'high'].map(word => make('option', { value: word }, word))),
  };
  const ofJobs = make('label', {}, 'At a time on each node ', inputs.requests);
  const wrong = make('p', { role: 'alert', hidden: true });
  const done = make('span', { role: 'status', class: 'faint' });
  const button = make('button', { type: 'submit' }, 'Change');
  const form = make('form', { 'aria-label': 'limits' },
    make('label', {}, 'At most per second, on all nodes ', inputs.limitRate),
    make('label', {}, 'Requests per second ', inputs.limitRequests),
    ofJobs,
    make('label', {}, 'Priority ', inputs.priority),
    make('div', { class: 'buttons' }, done, button), wrong);
  const element = make('details', { id: 'limits' }, make('summary', {}, 'Limits'), form);
  const parts = { element, form, inputs, ofJobs, wrong, done, button, of: '' };
  form.addEventListener('submit', event => {
    event.preventDefault();
    change(parts, shown(), changed);
  });
  form.addEventListener('input', () => say(done, ''));
  form.addEventListener('keydown', event => event.key === 'Escape' && leave(parts, shown(), event));
  return { element, update: row => update(parts, row) };
}

/** Escape gives up what was typed; once more closes the details, as everywhere. */
function leave(parts, row, event) {
  event.stopPropagation();
  parts.of = '';
  update(parts, row);
  parts.element.open = false;
  parts.element.firstElementChild.focus();
}

/** What somebody is typing stays. */
function update(parts, row) {
  const another = parts.of !== row.id;
  show(parts.element, CHANGEABLE.includes(row.state) && row.wish !== 'cancel');
  show(parts.ofJobs, row.kind === 'job');
  for (const [name, input] of Object.entries(parts.inputs)) {
    const now = FIELDS[name].shown(row);
    if (another || !isChanged(input)) {
      input.value = now;
    }
    input.dataset.shown = now;
  }
  if (another) {
    parts.of = row.id;
    show(parts.wrong, false);
    say(parts.done, '');
  }
}

const isChanged = input => input.value !== (input.dataset.shown ?? '');

async function change(parts, row, changed) {
  const named = Object.entries(parts.inputs).filter(([, input]) => isChanged(input));
  show(parts.wrong, false);
  if (named.length === 0) {
    return say(parts.done, 'nothing is changed');
  }
  parts.button.disabled = true;
  try {
    const now = await call('POST', `/v1/downloads/${encodeURIComponent(row.id)}`,
      Object.fromEntries(named.map(([name, input]) => [name, FIELDS[name].told(input.value.trim())])));
    if (parts.of === row.id) {
      // They are shown anew, in the node's words.
      named.forEach(([, input]) => (input.value = input.dataset.shown));
      changed(now);
      say(parts.done, 'changed');
    }
  } catch (refused) {
    if (parts.of === row.id) {
      say(parts.wrong, refused.message);
      show(parts.wrong, true);
    }
  } finally {
    parts.button.disabled = false;
  }
}
