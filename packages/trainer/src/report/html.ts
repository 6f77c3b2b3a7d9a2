/** Text that is already HTML. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template may contain. `undefined` and `false` are left out. */
export type Content = Html | string | number | false | undefined | readonly Content[];

/** HTML from a template. Contents are escaped, unless they are HTML already. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.map((text, i) => (i === 0 ? text : htmlOf(contents[i - 1]) + text)).join(''));
}

function htmlOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(htmlOf).join('');
  return String(content).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A fraction as a percentage: 0.9921 as `99.21 %`. */
export const percent = (fraction: number, digits = 2): string => `${(100 * fraction).toFixed(digits)} %`;

/** Seconds for people: `0.21 s`, `12.3 s`, `4 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A number with its thousands apart: `235,757`. */
export const grouped = (number: number): string => number.toLocaleString('en');
