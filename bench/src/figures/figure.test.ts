import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { svgText } from './figure.js';

const textOf = (svg: string) => svgText(parseHTML(`<body>${svg}</body>`).document.querySelector('svg')!);

test('shapes stand on lines of their own, words do not', () => {
  const svg = '<svg><g><path d="M0,0" /><text>a <tspan>b</tspan> &lt;c</text></g></svg>';
  expect(textOf(svg)).toBe('<svg>\n<g>\n<path d="M0,0" />\n<text>a <tspan>b</tspan> &lt;c</text>\n</g>\n</svg>\n');
});

test('numbers of shapes have two decimals, numbers of texts keep theirs', () => {
  const svg = '<svg><path d="M1.23456,-0.00001L2e-16,7" /><text x="-9.999">1.23456</text></svg>';
  expect(textOf(svg)).toBe('<svg>\n<path d="M1.23,0L0,7" />\n<text x="-10">1.23456</text>\n</svg>\n');
});
