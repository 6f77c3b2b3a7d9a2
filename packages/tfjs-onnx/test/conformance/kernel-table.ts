import * as prettier from 'prettier';
import { KERNELS } from '../../src/kernels/table.js';
import type { KernelCall } from './kernel-calls.js';
import type { Outcome } from './replay.js';

/** Why some calls of a kernel differ from TensorFlow.js, by kernel. All others must not differ. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  Step: 'of NaN it is 0 instead of NaN where alpha is 0: the gradient of ReLU, which the test would make slower',
  UnsortedSegmentSum: 'NaN stays in its own segment, instead of spreading to all of them',
};

/** A kernel call, and how its replay ended. */
export interface Result {
  readonly call: KernelCall;
  readonly outcome: Outcome;
}

/** Returns the results that are not as they should be, in words. */
export const failures = (results: readonly Result[]): string[] =>
  results
    .filter(
      ({ call, outcome }) =>
        outcome.kind === 'crashed' || (outcome.kind === 'differs' && !(call.kernelName in DIFFERENCES)),
    )
    .map(({ call, outcome }) => `${call.kernelName} ${outcome.kind}: ${'reason' in outcome ? outcome.reason : ''}`);

/** Writes the section of the README that says which kernels can be recorded. */
export async function kernelSection(results: readonly Result[]): Promise<string> {
  const count = (ofKind: Outcome['kind'], kernelName?: string) =>
    results.filter(
      ({ call, outcome }) => outcome.kind === ofKind && (kernelName === undefined || call.kernelName === kernelName),
    ).length;
  const names = Object.keys(KERNELS).sort();
  const others = [...new Set(results.map(({ call }) => call.kernelName))].filter((name) => !(name in KERNELS)).sort();
  const remarks = (name: string) => {
    const refused = results.flatMap(({ call, outcome }) =>
      call.kernelName === name && outcome.kind === 'refused' ? [shortReason(outcome.reason)] : [],
    );
    const reasons = [...new Set(refused)].map((reason) => `refused: ${reason}`);
    return name in DIFFERENCES ? [...reasons, `differs: ${DIFFERENCES[name]!}`] : reasons;
  };
  const rows = names.map((name) => {
    const counts = (['right', 'refused', 'differs'] as const).map((kind) => count(kind, name) || '');
    return `| \`${name}\` | ${counts.join(' | ')} | ${remarks(name).join('; ')} |`;
  });
  const text = `The tests that TensorFlow.js publishes with its core package make ${results.length} different kernel calls. Recorded and run in ONNX
Runtime, they end as follows, compared with TensorFlow.js's cpu backend. Right: ${count('right')}. Refused with an error: ${count('refused')}.
Different, for the reason given: ${count('differs')}. Crashed: ${count('crashed')}. A kernel without numbers is compared by other tests.

| kernel | right | refused | differs | why |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

Refused as a whole: ${others.map((name) => `\`${name}\``).join(' ')}
`;
  return prettier.format(text, { parser: 'markdown', printWidth: 140 });
}

function shortReason(message: string): string {
  if (/type (string|complex64)|'string'|'complex64'|is text/.test(message)) return 'text and complex numbers';
  return /cannot be recorded: (.*)\. Write the function/.exec(message)?.[1] ?? message;
}

/** Replaces the section of a README. */
export const withKernelSection = (readme: string, section: string): string =>
  readme.replace(/(?<=\n## Kernels\n\n).*?(?=\n## )/s, () => section);
