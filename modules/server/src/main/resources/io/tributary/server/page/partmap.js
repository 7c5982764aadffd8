// Which ranges of an object are there, and which are on their way, by whom: one cell for each piece.
import { colour } from './cluster.js';

const CELL = 11;
const GAP = 2;
const ROWS = 6;

/** Draws a status, or one bar of what is done where there is none. */
export function draw(canvas, status) {
  const scale = window.devicePixelRatio || 1;
  const columns = Math.max(10, Math.floor((canvas.parentElement.clientWidth + GAP) / (CELL + GAP)));
  const width = columns * (CELL + GAP) - GAP;
  const height = ROWS * (CELL + GAP) - GAP;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const brush = canvas.getContext('2d');
  brush.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const cells = fill(status, columns * ROWS);
  cells.forEach((cell, i) => {
    const x = (i % columns) * (CELL + GAP);
    const y = Math.floor(i / columns) * (CELL + GAP);
    brush.fillStyle = style.getPropertyValue('--line');
    brush.fillRect(x, y, CELL, CELL);
    brush.fillStyle = style.getPropertyValue(cell.node === null ? '--done' : `--node-${cell.node}`);
    brush.globalAlpha = cell.flying ? 0.45 : 1;
    brush.fillRect(x, y + CELL * (1 - cell.share), CELL, CELL * cell.share);
    brush.globalAlpha = 1;
    if (cell.flying) {
      brush.strokeStyle = brush.fillStyle;
      brush.strokeRect(x + 0.5, y + 0.5, CELL - 1, CELL - 1);
    }
  });
}

/** Of each cell: how much of it is there, by which node, and whether somebody is at it. */
function fill(status, count) {
  const size = Math.max(1, status.sizeBytes ?? 1);
  const cells = Array.from({ length: count }, () => ({ share: 0, node: null, flying: false }));
  const over = ([start, end], use) => {
    const first = Math.floor((start / size) * count);
    for (let i = first; i < count && (i * size) / count < end; i++) {
      const from = (i * size) / count;
      const to = ((i + 1) * size) / count;
      use(cells[i], Math.max(0, Math.min(end, to) - Math.max(start, from)) / (to - from));
    }
  };
  status.written.forEach(range => over(range, (cell, share) => (cell.share = Math.min(1, cell.share + share))));
  for (const node of status.nodes) {
    const by = colour(node.node);
    node.written.forEach(range => over(range, (cell, share) => {
      cell.node = by;
      cell.share = Math.max(cell.share, Math.min(1, share));
    }));
  }
  for (const lane of status.lanes) {
    over([lane.start, lane.end], (cell, share) => {
      if (share > 0 && cell.share < 1) {
        cell.flying = true;
        cell.node = colour(lane.node);
      }
    });
    over([lane.start, lane.position], (cell, share) => (cell.share = Math.max(cell.share, Math.min(1, share))));
  }
  return cells;
}
