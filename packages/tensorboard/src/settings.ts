import { check, checkObject } from './check-arguments.js';

/** A setting and the path to it: `['training.optimizer.type', 'adam']`. */
export type Setting = readonly [path: string, value: string | number | boolean];

/**
 * Flattens nested settings into a list of paths and values. A list is one setting: a list of strings becomes a text, any other list JSON.
 * Settings that are undefined, null or an empty list are left out.
 */
export function flattenSettings(settings: object, prefix = ''): Setting[] {
  checkObject('settings', settings, 'an object');
  check('prefix', typeof prefix === 'string', 'a string', prefix);
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]): Setting[] => {
    const path = `${prefix}${name}`;
    if (value === undefined || value === null) return [];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]];
    if (Array.isArray(value)) return value.length === 0 ? [] : [[path, listText(value)]];
    return flattenSettings(value, `${path}.`);
  });
}

function listText(list: readonly unknown[]): string {
  return list.every((item) => typeof item === 'string') ? list.join(' ') : JSON.stringify(list);
}

/** Writes nested settings as a Markdown table with a row for each path, for the page Text. */
export function settingsTable(settings: object): string {
  const rows = flattenSettings(settings).map(([path, value]) => `| ${cell(path)} | ${cell(String(value))} |`);
  return ['| setting | value |', '| --- | --- |', ...rows].join('\n');
}

/** Escapes a text: TensorBoard would read it as HTML and Markdown. */
const cell = (text: string) =>
  text
    .replace(/[\\`*_{}[\]()#+!|~]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/</g, '&lt;')
    .replace(/\s+/g, ' ');
