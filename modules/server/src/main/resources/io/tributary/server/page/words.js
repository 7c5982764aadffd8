// Numbers and times as people read them, and texts from elsewhere made harmless.

/** Control characters and those that turn or hide what is written, shown as what they are. */
export function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, c => {
    const code = c.codePointAt(0);
    return code < 256 ? '\\x' + code.toString(16).padStart(2, '0') : '\\u' + code.toString(16).padStart(4, '0');
  });
}

export function bytes(count) {
  if (count === null || count === undefined) {
    return '?';
  }
  let value = count;
  let unit = 0;
  while (value >= 1023.95 && unit < 6) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? `${Math.round(value)} B` : `${value.toFixed(1)} ${'KMGTPE'[unit - 1]}iB`;
}

export const rate = perSecond => `${bytes(perSecond)}/s`;

/** Exact, and in words that a node reads: 20MB/s, 512KiB/s, 12345B/s. */
export function exactRate(perSecond) {
  const units = { GB: 1e9, MB: 1e6, KB: 1e3, GiB: 2 ** 30, MiB: 2 ** 20, KiB: 2 ** 10, B: 1 };
  const [name, size] = Object.entries(units).find(([, size]) => perSecond >= size && perSecond % size === 0);
  return `${perSecond / size}${name}/s`;
}

export function seconds(total) {
  if (!Number.isFinite(total) || total < 0) {
    return '';
  }
  const s = Math.round(total);
  if (s < 60) {
    return `${s} s`;
  }
  return s < 3600
    ? `${Math.floor(s / 60)} min ${s % 60} s`
    : `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

/** A time on this day without the day. */
export function moment(iso) {
  const time = new Date(iso);
  return time.toDateString() === new Date().toDateString()
    ? time.toLocaleTimeString()
    : time.toLocaleString();
}

export function count(number) {
  return number.toLocaleString('en').replaceAll(',', '\u202f');
}

export const fileName = path => path.replace(/\/+$/, '').split('/').pop() || path;
