import { describe, expect, test } from 'vitest';
import { parseManageLine } from './options.js';

function refused(...args: string[]) {
  const parsed = parseManageLine(args);
  if (!('exitCode' in parsed)) throw new Error(`${args.join(' ')} was accepted`);
  return parsed;
}

describe('parseManageLine', () => {
  test.each([
    [['list'], { command: 'list' }],
    [['--', 'list'], { command: 'list' }],
    [['install', 'tensorflow'], { command: 'install', backend: 'tensorflow', force: false }],
    [['install', 'tensorflow-gpu', '--force'], { command: 'install', backend: 'tensorflow-gpu', force: true }],
    [['remove', 'tensorflow'], { command: 'remove', backend: 'tensorflow' }],
  ])('%j is read', (args, command) => {
    expect(parseManageLine(args)).toEqual(command);
  });

  test('--help lists the commands with examples, on standard output', () => {
    const { exitCode, output, errorOutput } = refused('--help');
    expect({ exitCode, errorOutput }).toEqual({ exitCode: 0, errorOutput: '' });
    for (const text of ['list', 'install', 'remove', 'backend install tensorflow']) expect(output).toContain(text);
    expect(refused('install', '--help').output).toContain('--force');
  });

  test.each([
    [['instal', 'tensorflow'], 'Did you mean install?'],
    [['install', 'tensorfow'], 'Did you mean tensorflow?'],
    [['install', 'tensorflowgpu'], 'Did you mean tensorflow-gpu?'],
    [['install'], 'missing required argument'],
    [['remove', 'tensorflow', 'onnx'], 'too many arguments'],
    [['list', '--all'], 'unknown option'],
  ])('%j is wrong usage, and answered', (args, answer) => {
    const { exitCode, output, errorOutput } = refused(...args);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errorOutput).toContain(answer);
    expect(errorOutput).toContain('--help');
  });

  test('no command is answered with the help, as wrong usage', () => {
    const { exitCode, errorOutput } = refused();
    expect(exitCode).toBe(2);
    expect(errorOutput).toContain('Examples:');
  });
});
