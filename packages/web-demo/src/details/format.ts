/** A number with as many decimals, and a real minus. What is rounded to zero has no sign. */
function fixed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** A number for a grid: `−0.52`. */
export const short = (value: number): string => fixed(value, 2);

/** A number with what its digits are needed for: `−0.5213`, or `1.2e−6` where four decimals would say 0. */
export const long = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.0001 ? value.toExponential(1).replaceAll('-', '−') : fixed(value, 4);

/** A number with its sign, as it stands in a sum: `+ 0.5213`. */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}\u00a0${long(Math.abs(value))}`;

/** `1 other`, `58 others` */
export const others = (count: number): string => `${count} ${count === 1 ? 'other' : 'others'}`;
