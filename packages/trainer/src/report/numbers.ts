/** A fraction as a percentage: 0.9921 as `99.21 %`. */
export const percent = (fraction: number, digits = 2): string => `${(100 * fraction).toFixed(digits)} %`;

/** Seconds for people: `0.21 s`, `12.3 s`, `4 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** With thin groups of three: `235,757`. */
export const grouped = (number: number): string => number.toLocaleString('en');
