// The page: what happens on the node, as it happens, and what a person wants of it.
import * as chart from './chart.js';
import * as cluster from './cluster.js';
import * as detail from './detail.js';
import * as list from './list.js';
import * as submit from './submit.js';
import { find, say, show } from './element.js';
import { listen } from './events.js';

const RELOAD_MS = 30_000;
const NOTICE_MS = 12_000;
let notice = null;

function trouble(refused) {
  say(find('notice'), refused.message);
  show(find('notice'), true);
  clearTimeout(notice);
  notice = setTimeout(() => show(find('notice'), false), NOTICE_MS);
}

function state(news) {
  cluster.draw(news.cluster);
  chart.add(news.time, news.cluster.bytesPerSecond);
  list.counts(Object.values(news.counts).reduce((all, some) => {
    Object.entries(some).forEach(([name, number]) => (all[name] = (all[name] ?? 0) + number));
    return all;
  }, {}));
  const up = news.cluster.nodes.filter(node => node.reachable && node.status === 'up').length;
  say(find('state'), news.trouble ? `trouble: ${news.trouble}` : `${news.cluster.cluster}: ${up} of ${news.cluster.nodes.length} nodes up`);
}

const hears = {
  snapshot(news) {
    chart.begin(news.history);
    state(news);
    list.reload();
  },
  cluster: state,
  changed({ rows }) {
    list.changed(rows);
    detail.changed(rows);
  },
  progress: ({ steps }) => list.progress(steps),
  stale: () => list.reloadSoon(),
};

list.prepare(detail.open, trouble);
detail.prepare(trouble);
submit.prepare(row => {
  list.changed([row]);
  detail.open(row);
});
detail.openFromAddress();
list.reload();
setInterval(() => document.hidden || list.reloadSoon(), RELOAD_MS);
listen(
  (type, data) => hears[type]?.(data),
  (connected, why) => {
    document.body.dataset.connected = connected;
    if (!connected) {
      say(find('state'), `${why || 'no connection to the node'}, trying again …`);
    }
  });
