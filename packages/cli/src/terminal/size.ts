/** A number of bytes in the unit that reads best: `812 B`, `24.6 KiB`, `1.2 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kib = bytes / 1024;
  return kib < 1024 ? `${round(kib)} KiB` : `${round(kib / 1024)} MiB`;
}

/** A duration in milliseconds in the unit that reads best: `0.42 ms`, `31 ms`, `2.4 s`. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${round(ms / 1000)} s`;
}

function round(value: number): string {
  return value < 100 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}
