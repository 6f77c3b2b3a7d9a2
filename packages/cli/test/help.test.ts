import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allCommands, createProgram } from '../src/program/create-program.js';
import { mnistAdder, PROGRAM, runProgram } from './mnist-adder.js';

const cwd = mkdtempSync(join(tmpdir(), 'help-'));
const run = (...args: string[]) => mnistAdder(args, { cwd });
const program = await createProgram('0.0.0', () => true);
const paths = allCommands(program)
  .slice(1)
  .map((command) => {
    const parent = command.parent!;
    return parent.parent === null ? [command.name()] : [parent.name(), command.name()];
  });

describe('help', () => {
  test.each(paths)('of %s %s has examples, and is on standard output', async (...path) => {
    const { code, stdout, stderr } = await run(...path.filter(Boolean), '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\nExamples:\n {2}# .+\n {2}.+/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('every example is understood', () => {
    for (const command of allCommands(program)) {
      for (const { line } of command.examples) {
        const words = line
          .replace(/^.*\| /, '')
          .replace(/ >+ .*$/, '')
          .replace(/['"]/g, '')
          .split(' ');
        expect(words.shift()).toBe('mnist-adder');
        if (words[0] === 'help') continue;
        expect(() => program.parse(words, { from: 'user' }), line).not.toThrow();
      }
    }
  });

  test('is the same by help, and fits the width', async () => {
    expect((await run('help', 'runs', 'clean')).stdout).toBe((await run('runs', 'clean', '--help')).stdout);
    const { stdout } = await mnistAdder(['--help'], { cwd, env: { COLUMNS: '60' } });
    const [help] = stdout.split('\nExamples:');
    expect(Math.max(...help!.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test('loads no packages', () => {
    const list = join(cwd, 'loaded.txt');
    const hooks = `
      import { appendFileSync } from 'node:fs';
      export async function load(url, context, next) {
        appendFileSync(${JSON.stringify(list)}, url + '\\n');
        return next(url, context);
      }`;
    const register = `
      import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}), 'file:///');`;
    for (const args of [['--help'], ['train', '--help']]) {
      const preload = `data:text/javascript,${encodeURIComponent(register)}`;
      const { status } = spawnSync(process.execPath, ['--import', preload, PROGRAM, ...args], { cwd });
      expect(status).toBe(0);
    }
    const loaded = readFileSync(list, 'utf8').trimEnd().split('\n');
    expect(loaded.filter((url) => url.includes('/node_modules/'))).toEqual([]);
    expect(loaded).toContain(pathToFileURL(PROGRAM).href);
  });

  test('--version is the package’s', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await runProgram(['--version'], { cwd })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage ends with 2, and an answer that helps', () => {
  test.each([
    [[], 'Usage: mnist-adder'],
    [['trian'], 'Did you mean train?'],
    [['train', '--epoch', '1'], 'Did you mean --epochs?'],
    [['train', '--recipe', 'adder-fats'], 'Did you mean adder-fast?'],
    [['train', '--backend', 'onx'], 'Did you mean onnx?'],
    [['train', '--epochs', '0'], 'a whole number of at least 1'],
    [['train', '--epochs', '1.5'], 'a whole number of at least 1'],
    [['train', '--seed', '-1'], 'a whole number of at least 0'],
    [['train', '--data'], 'argument missing'],
    [['train', 'adder-fast'], 'too many arguments'],
    [['train', '--training.keep', 'bset'], 'Did you mean best?'],
    [['predict', 'x.png', '--add', '10'], 'a number from 0 to 9, or any whole number together with --number'],
    [['predict', 'x.png', '--add', '1', '--add-image', 'y.png'], 'cannot be used with'],
    [['predict', '--test', '10000'], 'a whole number from 0 to 9999'],
    [['predict'], 'There is nothing to predict'],
    [['runs', 'clean'], 'say --unfinished, --checkpoints, or both'],
    [['runs', 'compare'], 'missing required argument'],
    [['runs', 'compare', 'a'], 'name at least two runs'],
    [['runs', '--sort', 'digits'], 'Did you mean digit?'],
    [['train', '-e', '1', '--training.epochs', '2'], "cannot be used with option '--training.epochs"],
    [
      ['train', '--lr', '1', '--training.learningRate.peak', '2'],
      "cannot be used with option '--training.learningRate.peak",
    ],
    [['train', '--lr', ''], 'It must not be empty'],
    [['train', '--training.clipNorm', ''], 'It must not be empty'],
    [['train', '--training.clipNorm='], 'It must not be empty'],
    [['train', '--training.freeze', 'backbones'], 'Did you mean backbone?'],
    [['recipes', 'show', 'identity'], 'Did you mean identity-adder?'],
    [['backend', 'install', 'tensorfow'], 'Did you mean tensorflow?'],
    [['export'], "'--out <path>' not specified"],
    [['data', 'export', '--out', 'x.png'], "'--index <n>' not specified"],
    [['completion', 'tcsh'], 'There are bash, zsh, fish, powershell.'],
  ])('%j', async (args, answer) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(answer);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  test('in a process of its own, too', async () => {
    const { code, stdout, stderr } = await runProgram(['trian'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Did you mean train?');
  });
});

test('the -- that npm hands on is passed over', async () => {
  const { code, stdout } = await run('train', '--', '--print-config', '--epochs', '1');
  expect(code).toBe(0);
  expect(stdout).toContain('epochs: 1');
});
