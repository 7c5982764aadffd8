// Elements are made here and nowhere else: text goes in as text, never as HTML.
import { visible } from './words.js';

/** An element with attributes and children; strings among these become text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.map(child => (typeof child === 'string' ? visible(child) : child)));
  return element;
}

/** Sets a text, unless it is there already: what does not change is not drawn again. */
export function say(element, text) {
  const shown = visible(String(text));
  if (element.firstChild?.nodeType !== Node.TEXT_NODE) {
    element.textContent = shown;
  } else if (element.firstChild.data !== shown) {
    element.firstChild.data = shown;
  }
}

/** The same for an attribute. */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

export function show(element, whether) {
  if (element.hidden === whether) {
    element.hidden = !whether;
  }
}

export const find = id => document.getElementById(id);

/** Lets the children of a list be those of the keys, in their order; each made once. */
export function keyed(list, keys, create) {
  const wanted = new Set(keys);
  const there = new Map([...list.children].map(child => [child.dataset.key, child]));
  // First, so that none of the others has to be moved for them: what is moved loses the focus.
  there.forEach((child, key) => wanted.has(key) || child.remove());
  let next = list.firstElementChild;
  for (const key of keys) {
    let child = there.get(key);
    if (!child) {
      child = create(key);
      child.dataset.key = key;
    }
    there.delete(key);
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      list.insertBefore(child, next);
    }
  }
}

/** Asks before something that cannot be taken back. */
export function ask(title, text, yes) {
  const dialog = find('ask-dialog');
  say(find('ask-title'), title);
  say(find('ask-text'), text);
  say(find('ask-yes'), yes);
  return new Promise(resolve => {
    const end = answer => {
      dialog.close();
      resolve(answer);
    };
    find('ask-form').onsubmit = event => {
      event.preventDefault();
      end(true);
    };
    find('ask-no').onclick = () => end(false);
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
    find('ask-no').focus();
  });
}
