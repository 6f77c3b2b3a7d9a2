import { describe, expect, test } from 'vitest';
import { parseCommandLine } from './options.js';

function refused(...args: string[]) {
  const parsed = parseCommandLine(args);
  if ('options' in parsed) throw new Error(`${args.join(' ')} was accepted`);
  return parsed;
}

describe('parseCommandLine', () => {
  test('nothing given means the default recipe, seed 1, and whatever backend works', () => {
    expect(parseCommandLine([])).toEqual({
      options: {
        ...{ recipe: 'adder-fast', seed: 1, backend: 'auto', quiet: false, json: false },
        ...{ set: [], checkpointEvery: 60, tensorboard: true },
      },
    });
  });

  test('every option is read', () => {
    const line =
      '--recipe exact-fast --epochs 2 --seed 0 --batch-size 64 --backend cpu --data d --out o --set a.b=c=d --set e=1 --checkpoint-every 5 --no-tensorboard --quiet --json'.split(
        ' ',
      );
    expect(parseCommandLine(line)).toEqual({
      options: {
        recipe: 'exact-fast',
        epochs: 2,
        seed: 0,
        batchSize: 64,
        backend: 'cpu',
        data: 'd',
        out: 'o',
        set: [
          { path: 'a.b', value: 'c=d' },
          { path: 'e', value: '1' },
        ],
        checkpointEvery: 5,
        tensorboard: false,
        quiet: true,
        json: true,
      },
    });
  });

  test('the -- that npm hands on is passed over', () => {
    expect(parseCommandLine(['--', '--epochs', '1'])).toMatchObject({ options: { epochs: 1 } });
  });

  test('--help lists the options with examples, on standard output', () => {
    const { exitCode, output, errorOutput } = refused('--help');
    expect(exitCode).toBe(0);
    expect(errorOutput).toBe('');
    for (const option of ['recipe', 'epochs', 'seed', 'batch-size', 'backend', 'data', 'out', 'quiet', 'json']) {
      expect(output).toContain(`--${option}`);
    }
    expect(output).toContain('npm start -- --recipe exact-fast');
  });

  test.each([
    [['--epoch', '1'], '--epochs'],
    [['--recipe', 'adder-fats'], 'Did you mean adder-fast?'],
    [['--recipe', 'identity'], 'Did you mean identity-adder?'],
    [['--backend', 'onx'], 'Did you mean onnx?'],
    [['--epochs', '0'], 'a whole number of at least 1'],
    [['--epochs', '1.5'], 'a whole number of at least 1'],
    [['--epochs', 'many'], 'a whole number of at least 1'],
    [['--seed', '-1'], 'a whole number of at least 0'],
    [['--batch-size', '0'], 'a whole number of at least 1'],
    [['--data'], 'argument missing'],
    [['adder-fast'], 'too many arguments'],
  ])('%j is wrong usage, and answered', (args, answer) => {
    const { exitCode, output, errorOutput } = refused(...args);
    expect(exitCode).toBe(2);
    expect(output).toBe('');
    expect(errorOutput).toContain(answer);
    expect(errorOutput).toContain('--help');
  });
});
