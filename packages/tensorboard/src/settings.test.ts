import { expect, test } from 'vitest';
import { flattenSettings, settingsTable } from './settings.js';

test('spells out nested settings by their paths', () => {
  expect(
    flattenSettings({
      id: 'x',
      data: { size: 3, fresh: true, absent: undefined },
      kernels: [5, 3],
      choices: [],
      notes: ['A.', 'B.'],
    }),
  ).toEqual([
    ['id', 'x'],
    ['data.size', 3],
    ['data.fresh', true],
    ['kernels', '[5,3]'],
    ['notes', 'A. B.'],
  ]);
});

test('nested settings are a table with a row for each', () => {
  const settings = { id: 'x', training: { batchSize: 256, optimizer: { type: 'adam', beta1: 0.9 } } };
  const lines = settingsTable(settings).split('\n');
  expect(lines).toHaveLength(4 + 2);
  expect(lines).toContain('| training.batchSize | 256 |');
  expect(lines).toContain('| training.optimizer.type | adam |');
});

test('nothing in a setting is taken for Markdown or HTML', () => {
  expect(settingsTable({ 'a|b': '<i>*x*</i>\n| y' }).split('\n')[2]).toBe(
    '| a&#124;b | &lt;i>&#42;x&#42;&lt;/i> &#124; y |',
  );
});
