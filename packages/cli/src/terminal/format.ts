/** A number with its thousands apart: `60,000`. */
export const count = (value: number): string => value.toLocaleString('en');

/** A fraction in per cent. Two decimals tell one MNIST image of a hundred pairs apart: `99.21 %`. */
export const percent = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;

/** A duration: `9.5 s`, `2 min 5 s`. */
export function seconds(value: number): string {
  if (value < 59.95) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A size in megabytes of a million bytes: `412 MB`. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** A file's size in kilobytes of a thousand bytes, rounded up: `237 kB`. */
export const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1e3)} kB`;
