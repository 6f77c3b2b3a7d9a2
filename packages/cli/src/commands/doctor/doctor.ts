import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { styleOf } from '../../terminal/style.js';
import type { Style } from '../../terminal/style.js';
import { CHECKS } from './checks.js';
import type { Check } from './document.js';

/** Looks at everything that the other commands need. */
export async function doctor(_: unknown, surroundings: Surroundings): Promise<Answer> {
  const checks: Check[] = [];
  for (const { name, look } of CHECKS) {
    try {
      checks.push({ name, ...(await look(surroundings)) });
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      checks.push({ name, ok: false, found, remedy: 'install mnist-adder again' });
    }
  }
  const ok = checks.every((check) => check.ok);
  const { stdout, env } = surroundings.terminal;
  return { document: { ok, checks }, text: checksText(checks, styleOf(stdout, env)), exitCode: ok ? 0 : 1 };
}

function checksText(checks: readonly Check[], { colors, unicode }: Style): string {
  const width = Math.max(...checks.map(({ name }) => name.length)) + 2;
  const marks = unicode ? { good: '✓', bad: '✗' } : { good: 'ok', bad: '!!' };
  return checks
    .flatMap(({ name, ok, found, remedy }) => {
      const mark = ok ? colors.green(marks.good) : colors.red(marks.bad);
      const line = `${mark} ${name.padEnd(width)}${found}`;
      return remedy === undefined
        ? [line]
        : [line, `${' '.repeat(marks.good.length + 1 + width)}${unicode ? '→' : '->'} ${remedy}`];
    })
    .join('\n');
}
