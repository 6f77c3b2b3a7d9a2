import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { oneLine } from '../../terminal/output.js';
import { styleOf, type Style } from '../../terminal/style.js';
import { runChecks, type Check } from './checks.js';

/** Checks everything that the other commands need. */
export async function doctor(_: unknown, context: CliContext): Promise<Answer> {
  const checks = await runChecks(context);
  const ok = checks.every((check) => check.ok);
  const { stdout, env } = context.terminal;
  return { document: { ok, checks }, text: checksText(checks, styleOf(stdout, env)), exitCode: ok ? 0 : 1 };
}

function checksText(checks: readonly Check[], { colors, unicode }: Style): string {
  const width = Math.max(...checks.map(({ name }) => name.length)) + 2;
  const marks = unicode ? { good: '✓', bad: '✗', remedy: '→' } : { good: 'ok', bad: '!!', remedy: '->' };
  const indent = ' '.repeat(marks.good.length + 1 + width);
  return checks
    .flatMap(({ name, ok, found, remedy }) => {
      const mark = ok ? colors.green(marks.good) : colors.red(marks.bad);
      const line = `${mark} ${name.padEnd(width)}${oneLine(found)}`;
      return remedy === undefined ? [line] : [line, `${indent}${marks.remedy} ${remedy}`];
    })
    .join('\n');
}
