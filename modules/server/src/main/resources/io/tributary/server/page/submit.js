// The form for something new.
import { call } from './api.js';
import { find, say, show } from './element.js';

/** @param accepted hears of what the node has taken on */
export function prepare(accepted) {
  const dialog = find('submit-dialog');
  const form = find('submit-form');
  const wrong = find('submit-wrong');
  const open = () => {
    if (!document.querySelector('dialog[open]')) {
      show(wrong, false);
      dialog.showModal();
    }
  };
  find('new').addEventListener('click', open);
  find('submit-no').addEventListener('click', () => dialog.close());
  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, select, textarea, dialog');
    if (event.key === 'n' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('button[type=submit]');
    button.disabled = true;
    show(wrong, false);
    try {
      const row = await call('POST', `/v1/${form.elements.kind.value}`, body(form));
      dialog.close();
      form.reset();
      accepted(row);
    } catch (refused) {
      say(wrong, refused.message);
      show(wrong, true);
    } finally {
      button.disabled = false;
    }
  });
}

function body(form) {
  const body = {};
  for (const field of form.elements) {
    const value = field.type === 'checkbox' ? field.checked : field.value;
    if (field.name && field.name !== 'kind' && value) {
      const group = field.dataset.group ? (body[field.dataset.group] ??= {}) : body;
      group[field.name] = typeof value === 'string' ? value.trim() : value;
    }
  }
  return body;
}
