/** A setting by the path to it: `training.optimizer.type`. */
export type Setting = readonly [path: string, value: string | number | boolean];

/** Spells out nested settings, one after another. A list is one setting, written as JSON; a list of sentences as a text. */
export function flattenSettings(settings: object, prefix = ''): Setting[] {
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

/** Settings as a table in Markdown. */
export function settingsTable(settings: readonly Setting[]): string {
  const rows = settings.map(([path, value]) => `| ${cell(path)} | ${cell(String(value))} |`);
  return ['| setting | value |', '| --- | --- |', ...rows].join('\n');
}

/** TensorBoard reads HTML and Markdown in a cell; a setting is neither. */
const cell = (text: string) =>
  text
    .replace(/[\\`*_{}[\]()#+!|~]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/</g, '&lt;')
    .replace(/\s+/g, ' ');
