/** What is rounded to zero has no sign. */
const digits = (count: number) =>
  new Intl.NumberFormat('en', {
    minimumFractionDigits: count,
    maximumFractionDigits: count,
    signDisplay: 'negative',
  });
const SHORT = digits(2);
const LONG = digits(4);

/** A number for a grid, with a real minus: `−0.52`. */
export const short = (value: number): string => SHORT.format(value).replace('-', '−');

/** A number with what its digits are needed for: `−0.5213`, or `1.2e−6` where four decimals would say 0. */
export const long = (value: number): string =>
  (value !== 0 && Math.abs(value) < 0.0001 ? value.toExponential(1) : LONG.format(value)).replaceAll('-', '−');

/** A number with its sign, as it stands in a sum: `+ 0.5213`. */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}\u00a0${long(Math.abs(value))}`;

/** `1 other`, `58 others` */
export const others = (count: number): string => `${count} ${count === 1 ? 'other' : 'others'}`;
