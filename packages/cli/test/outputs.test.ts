import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { trainLineDocument } from '../src/commands/train/document.js';
import { runProgram, startProgram } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

/** Preloaded into the program. */
const REMOVE_CURRENT_DIRECTORY = "import { rmdirSync } from 'node:fs'; rmdirSync(process.cwd()); process.chdir('.');";

let data: string;
beforeAll(async () => {
  data = await writeSmallMnist(640, 100);
});

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'outputs-'));
});

/** A training that does not end by itself. */
const endless = (...args: string[]) => [
  ...['train', '--data', data, '--threads', '1', '--training.epochs', '1000000', '--batch-size', '64'],
  ...['--out', 'out', ...args],
];

/** Expects a run that can be resumed: it has a checkpoint, and nothing holds it. */
function expectStopped(): void {
  const files = readdirSync(join(parent, 'out'));
  expect(files).toContain('checkpoints');
  expect(files).not.toContain('run.lock');
  expect(readdirSync(join(parent, 'out', 'checkpoints'))).not.toEqual([]);
}

describe('training whose output can no longer be written ends with a checkpoint', () => {
  test('if the reader of standard error has gone, and says so on standard output', async () => {
    const { child, ended } = startProgram(endless(), { cwd: parent });
    child.stderr!.once('data', () => child.stderr!.destroy());
    const { code, stdout } = await ended;
    expect(code).toBe(141);
    expect(stdout).toMatch(
      /^Standard error has no reader any more: stopped after step \d+\. Go on with: mnist-adder train --resume out\n$/,
    );
    expectStopped();
  });

  test('if the reader of both has gone, as of 2>&1 | head -1', async () => {
    const { child, ended } = startProgram(endless(), { cwd: parent });
    child.stdout!.destroy();
    child.stderr!.once('data', () => child.stderr!.destroy());
    expect((await ended).code).toBe(141);
    expectStopped();
  });

  test('if the reader of its lines has gone', async () => {
    const { child, ended } = startProgram(endless('--json-lines'), { cwd: parent });
    let lines = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      lines += String(chunk);
      if (lines.includes('"step"')) child.stdout!.destroy();
    });
    const { code, stderr } = await ended;
    expect(code).toBe(141);
    expect(stderr).toMatch(/^Standard output has no reader any more: stopped after step \d+\. Go on with: .*\n$/);
    expect(trainLineDocument.parse(JSON.parse(lines.split('\n')[0]!))).toMatchObject({
      type: 'training-start',
      step: 0,
    });
    expectStopped();
  });
});

test('without its directory, the program says so in one sentence', async () => {
  const gone = join(parent, 'gone');
  mkdirSync(gone);
  const started = startProgram(['recipes'], {
    cwd: gone,
    nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(REMOVE_CURRENT_DIRECTORY)}`],
  });
  const { code, stdout, stderr } = await started.ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe('The current directory does not exist any more: change to another one.\n');
});

describe.runIf(process.platform === 'linux')('on a full disk', () => {
  /** An output that takes nothing. */
  function full(): number {
    const file = openSync('/dev/full', 'w');
    onTestFinished(() => {
      closeSync(file);
    });
    return file;
  }

  test('training ends with a checkpoint, and says so where it still can', async () => {
    const { ended } = startProgram(endless(), { cwd: parent, stdio: ['ignore', 'pipe', full()] });
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Standard error cannot be written \(ENOSPC\): stopped after step \d+\. Go on with: .*\n$/);
    expectStopped();
  });

  test.each([['recipes'], ['--help'], ['recipes', '--json']])(
    'a result that is lost is a failure: %s',
    async (...args) => {
      const { ended } = startProgram(args, { cwd: parent, stdio: ['ignore', full(), 'pipe'] });
      const { code, stderr } = await ended;
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: 'Standard output cannot be written (ENOSPC): make room, or send it to another place.\n',
      });
    },
  );
});

test('a reader that has seen enough is no failure', async () => {
  const { child, ended } = startProgram(['recipes', '--json'], { cwd: parent });
  child.stdout!.destroy();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  expect((await runProgram(['recipes'], { cwd: parent })).code).toBe(0);
});
