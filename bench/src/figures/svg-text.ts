/**
 * An element as text: one shape a line, so that changes can be read, and numbers to a hundredth of a pixel, so that every
 * platform's logarithm gives the same bytes.
 */
export function svgText(element: Element): string {
  const lines = element.outerHTML.replaceAll(/(?<=>)(?=<\/?(?:circle|g|line|path|rect|style|svg|text|title)\b)/g, '\n');
  return `${lines.replaceAll(/(?<=<[^<>]*)-?\d+(?:\.\d+(?:e-\d+)?|e-\d+)/g, (digits) => String(round(Number(digits))))}\n`;
}

const round = (value: number) => Math.round(100 * value) / 100;
