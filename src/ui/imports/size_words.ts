/** Sizes of files in words, the same on server and in the browser. */

const UNITS = ["bytes", "kB", "MB", "GB"] as const;

/** "812 bytes", "3.1 kB", "512 MB". */
export function sizeWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
