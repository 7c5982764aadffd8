// The nodes: who is there, what they are, how fast each fetches.
import { find, keyed, make, mark, say } from './element.js';
import { rate } from './words.js';

const COLOURS = 8;
let colours = new Map();

/** The number of a node's colour, the same for as long as the cluster is. */
export const colour = name => colours.get(name) ?? 0;

export function draw(cluster) {
  const nodes = [...cluster.nodes].sort((a, b) => a.name.localeCompare(b.name) || a.address.localeCompare(b.address));
  colours = new Map(nodes.map((node, i) => [node.name || node.address, i % COLOURS]));
  const fastest = Math.max(1, ...nodes.map(node => node.bytesPerSecond ?? 0));
  const byKey = new Map(nodes.map(node => [`${node.address}#${node.uid}`, node]));
  keyed(find('nodes'), [...byKey.keys()], () =>
    make('li', { class: 'node' },
      make('span', { class: 'swatch' }), make('strong'), make('span', { class: 'badge' }),
      make('span', { class: 'speed' }), make('span', { class: 'bar' }, make('span')),
      make('small', { class: 'faint' })));
  for (const item of find('nodes').children) {
    const node = byKey.get(item.dataset.key);
    const [swatch, name, badge, speed, bar, small] = item.children;
    const state = node.reachable ? node.status : 'unreachable';
    const hue = String(colour(node.name || node.address));
    mark(item, 'data-state', state);
    mark(swatch, 'data-colour', hue);
    mark(bar, 'data-colour', hue);
    say(name, node.name || node.address);
    say(badge, state);
    say(speed, node.bytesPerSecond === null ? '' : rate(node.bytesPerSecond));
    bar.firstElementChild.style.width = `${(100 * (node.bytesPerSecond ?? 0)) / fastest}%`;
    const marks = [node.name === cluster.self && 'served this page', node.address === cluster.leader && 'leader'];
    say(small, [node.address, ...node.roles, ...marks.filter(Boolean)].join(' · '));
  }
}
