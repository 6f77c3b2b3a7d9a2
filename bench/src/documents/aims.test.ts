import { expect, test } from 'vitest';
import { pageTable } from './aims.js';

test('the page’s ratio is the median of the ratios of all rounds', () => {
  const table = pageTable({
    machine: { cpu: 'Some', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' },
    chromium: '156.0.1.2',
    firstLoad: { scriptGzipBytes: 180_499, weightBytes: 218_060 },
    strokeToAnswer: {
      moves: 3,
      medianMilliseconds: 22.6,
      p95Milliseconds: 40,
      longTasks: { count: 0, longestMilliseconds: 0 },
    },
    training: {
      recipe: 'adder-fast',
      images: 24_000,
      page: [100, 900, 500],
      node: [1000, 1000, 1000],
      longTasks: [
        { count: 3, longestMilliseconds: 61 },
        { count: 0, longestMilliseconds: 0 },
        { count: 1, longestMilliseconds: 70.4 },
      ],
    },
    lighthouse: { performance: 97, accessibility: 100, 'best-practices': 100, seo: 100 },
  });
  const text = table.replaceAll(/ +/g, ' ');
  expect(text).toContain('| 180 kB ');
  expect(text).toContain('| 23 ms ');
  expect(text).toContain('| 500 ');
  expect(text).toContain('| 0.50 ');
  expect(text).toContain('| none ');
  expect(text).toContain('| 1, the longest of 70 ms');
  expect(text).toContain('| 97, 100, 100, 100 |');
  expect(text).toContain('on 2 cores (Some), linux-x64, Chromium 156,');
});
