import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseAdder, type LogProbabilities, type PredictAllAddends, type Scores } from '@mnist-adder/model';
import { parseHTML } from 'linkedom';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunAnalysis } from '../evaluation/analysis.js';
import type { TrainingEvent } from '../loop/events.js';
import { findRecipe } from '../recipes/recipes.js';
import type { RunResult } from '../run-directory/result.js';
import { stepCurve } from './curve-charts.js';
import { renderReport } from './render-report.js';
import { readReportData, type ReportData } from './report-data.js';
import { writeReport } from './write-report.js';

const STEPS = 4;
const scoresOf = (loss: number, adds: boolean): Scores => {
  const scores = { pairs: 10, loss, digit: { accuracy: 0.9, loss: loss / 2 } };
  return adds ? { ...scores, sum: { accuracy: 0.8, loss: loss / 2 } } : scores;
};

function eventsOf(adds: boolean): TrainingEvent[] {
  const epoch = (epoch: number): TrainingEvent[] => [
    { type: 'epoch-start', epoch, index: 0 },
    ...Array.from({ length: STEPS }, (_, index): TrainingEvent => {
      const step = epoch * STEPS + index;
      return {
        type: 'step',
        epoch,
        index,
        step,
        learningRate: 0.01,
        scores: scoresOf(1 / (step + 1), adds),
        gradientNorm: 1,
        imagesPerSecond: 1000,
      };
    }),
    {
      type: 'epoch-end',
      epoch,
      step: epoch * STEPS + 3,
      train: scoresOf(0.5, adds),
      validation: { ...scoresOf(0.4, adds), ...(adds && { both: { accuracy: 0.75 } }) },
      imagesPerSecond: 1000,
      trainSeconds: 1,
    },
  ];
  const start = { type: 'training-start', epochs: 2, stepsPerEpoch: STEPS, batchSize: 8, parameters: 9 } as const;
  return [
    { ...start, step: 0 },
    ...epoch(0),
    // Here it was resumed.
    { ...start, step: STEPS },
    ...epoch(1),
    { type: 'training-end', end: 'finished', trainSeconds: 2 },
  ];
}

/** The analysis of a model that takes every nine for a four, on twenty images. */
async function analysisOf(adds: boolean): Promise<RunAnalysis> {
  const labels = Uint8Array.from({ length: 20 }, (_, i) => i % 10);
  const digits = { images: new Uint8Array(20 * 784).fill(7), labels, size: 20 };
  const pairs = adds ? 10 : 1;
  const answers = (size: number, classes: number, answerOf: (pair: number) => number) =>
    Float32Array.from({ length: size * pairs * classes }, (_, i) =>
      Math.log(i % classes === answerOf(Math.floor(i / classes)) ? 0.91 : 0.09 / (classes - 1)),
    );
  const digitOf = (pair: number) => (Math.floor(pair / pairs) % 10 === 9 ? 4 : Math.floor(pair / pairs) % 10);
  const predict: PredictAllAddends = (_, size) => {
    const digit = answers(size, 10, digitOf);
    const outputs: LogProbabilities = adds
      ? { digit, sum: answers(size, 19, (pair) => digitOf(pair) + (pair % 10)) }
      : { digit };
    return Promise.resolve(outputs);
  };
  const temperatures = adds ? { digit: 1.5, sum: 0.5 } : { digit: 1.5 };
  const analysis = await analyseAdder(predict, digits, { temperatures });
  return { ...analysis, temperatures, images: analysis.mistakes.map(() => Buffer.alloc(784, 7).toString('base64')) };
}

async function dataOf(id: string): Promise<ReportData> {
  const adds = id !== 'mlp-128-64';
  const analysis = await analysisOf(adds);
  const recipe = { ...findRecipe(id)!, summary: 'it <b>adds</b> & more' };
  const seconds = { data: 0.2, start: 0.3, steps: 2, validation: 0.1, checkpoints: 0.01, test: 0.5 };
  const result: RunResult = {
    recipe: id,
    backend: 'onnx',
    seed: 1,
    epochs: 2,
    parameters: 235757,
    trainSeconds: 2,
    totalSeconds: 3,
    seconds,
    peakMemoryBytes: 3e8,
    evaluation: analysis.evaluation,
  };
  const machine = { cpu: 'a "fast" one', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' };
  const data = { source: 'here', digests: { labels: 'abc' } };
  const config = { recipe, seed: 1, backend: 'onnx', data, machine, packageVersion: '1.2.3' };
  return { config, result, analysis, events: eventsOf(adds) };
}

const documentOf = (page: string) => parseHTML(page).document;

describe.each(['adder-fast', 'mlp-128-64'])('the report of %s', (id) => {
  let page: string;
  let document: ReturnType<typeof documentOf>;
  beforeAll(async () => {
    page = renderReport(await dataOf(id));
    document = documentOf(page);
  });

  test('is one page that fetches nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|@import|javascript:/);
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
    expect(addresses.every((address) => address.startsWith('#') || address.startsWith('data:image/png;base64,'))).toBe(
      true,
    );
    expect(page).not.toMatch(/url\(/);
    for (const link of document.querySelectorAll('nav a')) {
      expect(document.querySelector(link.getAttribute('href')!)).not.toBeNull();
    }
  });

  test('escapes what it is given', () => {
    expect(page).toContain('it &lt;b&gt;adds&lt;/b&gt; &amp; more');
    expect(page).toContain('a &quot;fast&quot; one');
  });

  test('has its headings in order, and every section that a network has', () => {
    expect([...document.querySelectorAll('h1, h2')].map(({ textContent }) => textContent)).toEqual([
      id,
      'Training',
      'Where it errs',
      'How far its confidence holds',
      'The mistakes it was most sure of',
      'Where the time went',
      'Settings',
      'Environment',
    ]);
    expect(document.querySelectorAll('.confusion')).toHaveLength(id === 'adder-fast' ? 2 : 1);
    expect(document.querySelectorAll('.headline li')).toHaveLength(id === 'adder-fast' ? 3 : 1);
  });

  test('every chart has a name, a text for those who do not see it, and its numbers as a table', () => {
    const plots = [...document.querySelectorAll('svg.plot')];
    expect(plots).toHaveLength(id === 'adder-fast' ? 7 : 5);
    for (const plot of plots) {
      expect(plot.getAttribute('role')).toBe('img');
      expect(plot.getAttribute('aria-label')).toMatch(/\.$/);
      const figure = plot.closest('figure')!;
      expect(figure.querySelector('figcaption')!.textContent).not.toBe('');
      expect(figure.querySelectorAll('details tbody tr').length).toBeGreaterThan(1);
      expect(plot.outerHTML).not.toContain('NaN');
    }
  });

  test('shows the mistakes with their probabilities', () => {
    const mistakes = [...document.querySelectorAll('.mistake')];
    expect(mistakes).toHaveLength(2);
    expect(mistakes[0]!.querySelector('img')!.getAttribute('alt')).toMatch(/a 9 that was taken for a 4$/);
    expect([...mistakes[0]!.querySelectorAll('.bars i')]).toHaveLength(10);
  });
});

test('a confusion matrix counts every pair once', async () => {
  const document = documentOf(renderReport(await dataOf('adder-fast')));
  const rows = [...document.querySelectorAll('.confusion.digit tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => (textContent === '·' ? 0 : Number(textContent))),
  );
  expect(rows.flat().reduce((sum, count) => sum + count, 0)).toBe(200);
  expect(rows[9]![4]).toBe(20);
  expect(rows[9]![9]).toBe(0);
});

test('a run without an analysis has a report of the rest', async () => {
  const document = documentOf(renderReport({ ...(await dataOf('adder-fast')), analysis: undefined }));
  expect([...document.querySelectorAll('h2')].map(({ textContent }) => textContent)).toEqual([
    'Training',
    'Where the time went',
    'Settings',
    'Environment',
  ]);
});

test('a long run is thinned to the means of equally many steps', () => {
  const [start, , first] = eventsOf(true) as [TrainingEvent, TrainingEvent, Extract<TrainingEvent, { type: 'step' }>];
  const steps = Array.from({ length: 10_000 }, (_, step) => ({ ...first, step, learningRate: step }));
  const curve = stepCurve([start, ...steps], ({ learningRate }) => learningRate);
  expect(curve.length).toBeLessThanOrEqual(300);
  expect(curve[0]).toEqual({ epoch: 17.5 / STEPS, value: 16.5 });
  expect(curve.at(-1)!.value).toBeGreaterThan(9900);
});

describe('from a directory', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    const { config, result, analysis, events } = await dataOf('adder-fast');
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
    };
    write('config.json', JSON.stringify(config));
    write('result.json', JSON.stringify(result));
    write('analysis.json', JSON.stringify(analysis));
    write('metrics.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  });

  test('it is made of what lies there', async () => {
    expect(await writeReport(folder)).toBe(join(folder, 'report.html'));
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(renderReport(await readReportData(folder)));
  });

  test.each([
    ['config.json', 'has no run in it'],
    ['result.json', 'is not finished'],
  ])('without %s it %s', async (name, problem) => {
    rmSync(join(folder, name));
    await expect(writeReport(folder)).rejects.toThrow(problem);
  });

  test.each(['config.json', 'result.json', 'analysis.json', 'metrics.jsonl'])('a damaged %s is named', async (name) => {
    const whole = readFileSync(join(folder, name), 'utf8');
    for (const content of ['{', '{}', 'null', whole.replace(/\d/, '"')]) {
      writeFileSync(join(folder, name), content);
      await expect(writeReport(folder)).rejects.toThrow(name);
      await expect(writeReport(folder)).rejects.not.toThrow('--out');
    }
  });

  test('a log that lacks steps is refused', async () => {
    const log = join(folder, 'metrics.jsonl');
    const whole = readFileSync(log, 'utf8');
    for (const content of ['', whole.replace(/.*"type":"step".*\n/, ''), whole.replace(/.*training-end.*\n/, '')]) {
      writeFileSync(log, content);
      await expect(writeReport(folder)).rejects.toThrow('has no metrics.jsonl with every step of its run');
    }
  });
});
