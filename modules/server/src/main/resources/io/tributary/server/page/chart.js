// The speed of all nodes over the last minutes, as a line.
import { find, say } from './element.js';
import { rate } from './words.js';

const SPAN_MS = 300_000;
let points = [];

export function begin(history) {
  points = history;
}

export function add(millis, perSecond) {
  if (perSecond !== null) {
    points.push([millis, perSecond]);
  }
  while (points.length && points[0][0] < millis - SPAN_MS) {
    points.shift();
  }
  draw(millis);
}

function draw(now) {
  const canvas = find('chart');
  const scale = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const most = Math.max(1, ...points.map(point => point[1]));
  const latest = points.length ? points[points.length - 1][1] : 0;
  say(find('total'), points.length ? rate(latest) : '');
  say(find('peak'), points.length ? `at most ${rate(most)} in five minutes` : '');
  canvas.setAttribute('aria-label', `speed over five minutes: now ${rate(latest)}, at most ${rate(most)}`);
  const brush = canvas.getContext('2d');
  brush.setTransform(scale, 0, 0, scale, 0, 0);
  brush.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  brush.strokeStyle = style.getPropertyValue('--line');
  brush.beginPath();
  brush.moveTo(0, height - 0.5);
  brush.lineTo(width, height - 0.5);
  brush.stroke();
  if (points.length < 2) {
    return;
  }
  const x = millis => width - ((now - millis) / SPAN_MS) * width;
  const y = value => height - 1 - (value / most) * (height - 6);
  brush.beginPath();
  points.forEach(([millis, value]) => brush.lineTo(x(millis), y(value)));
  brush.strokeStyle = brush.fillStyle = style.getPropertyValue('--accent');
  brush.lineWidth = 2;
  brush.stroke();
  brush.lineTo(x(points[points.length - 1][0]), height);
  brush.lineTo(x(points[0][0]), height);
  brush.globalAlpha = 0.15;
  brush.fill();
  brush.globalAlpha = 1;
}
