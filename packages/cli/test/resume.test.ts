import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomStream } from '@mnist-adder/dataset';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startMnistAdder } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

/** Runs that are killed; `KILLS=50` for a thorough look. */
const KILLS = Number(process.env.KILLS ?? 5);

const TEACHER = fileURLToPath(new URL('../../../models/mlp-128-64', import.meta.url));

let data: string;
/** What a run comes to that nothing happens to, and how long it takes. */
let undisturbed: { readonly digest: string; readonly milliseconds: number };
let parent: string;
let out: string;

/** Two epochs of eight steps with a checkpoint after each. */
const settings = () => [
  ...['--data', data, '--epochs', '2', '--checkpoint-every', '0', '--no-tensorboard'],
  ...['--training.augmentation.shift', '2', '--training.augmentation.rotation', '10'],
  ...['--teacher', TEACHER],
];

const start = (...args: string[]) => startMnistAdder(['train', ...args], { cwd: parent });

/** Everything that a run's weights and log depend on; times differ from run to run. */
function digestOf(folder: string): string {
  const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  const steps = lines
    .map((line) => JSON.parse(line) as { type: string; step: number; metrics: unknown })
    .filter(({ type }) => type === 'step')
    .map(({ step, metrics }) => JSON.stringify([step, metrics]));
  const hash = createHash('sha256').update(steps.join('\n'));
  for (const name of ['weights.bin', 'model.json']) hash.update(readFileSync(join(folder, 'model', name)));
  return hash.digest('hex');
}

/** Waits until a run has done so many steps. */
async function afterSteps(count: number): Promise<void> {
  const log = join(out, 'metrics.jsonl');
  while (!existsSync(log) || readFileSync(log, 'utf8').split('"type":"step"').length <= count) await sleep(5);
}

beforeAll(async () => {
  data = await writeSmallMnist(2560, 100);
  parent = mkdtempSync(join(tmpdir(), 'resume-'));
  const begin = performance.now();
  const { code, stderr } = await start(...settings(), '--out', 'undisturbed').ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  undisturbed = { digest: digestOf(join(parent, 'undisturbed')), milliseconds: performance.now() - begin };
});
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'resume-'));
  out = join(parent, 'out');
});

test(
  `runs that are killed at any moment and resumed come to the same bytes (${KILLS} of them)`,
  { timeout: 60_000 * KILLS },
  async () => {
    const random = randomStream(Date.now(), 'kills');
    for (let run = 0; run < KILLS; run++) {
      rmSync(out, { recursive: true, force: true });
      const first = start(...settings(), '--out', 'out');
      const kill = sleep(random.uniform() * 1.1 * undisturbed.milliseconds).then(() => first.child.kill('SIGKILL'));
      await Promise.all([first.ended, kill]);
      if (existsSync(join(out, 'result.json'))) {
        expect(digestOf(out)).toBe(undisturbed.digest);
        continue;
      }
      // Killed before there was a run, it begins anew where it was to be.
      const hasBegun = existsSync(join(out, 'config.json'));
      const { code, stderr } = await start(...(hasBegun ? ['--resume', 'out'] : [...settings(), '--out', 'out'])).ended;
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(digestOf(out)).toBe(undisturbed.digest);
      // Nothing half written is left where anything would take it for whole.
      const checkpoints = readdirSync(join(out, 'checkpoints'));
      expect(checkpoints.every((name) => /^step-\d{8}\.safetensors$/.test(name))).toBe(true);
      expect(readdirSync(out)).not.toContain('run.lock');
    }
  },
);

describe('asked to end', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s it finishes the step, says how to go on, and goes on to the same bytes',
    async (signal, exitCode) => {
      const { child, ended } = start(...settings(), '--out', 'out');
      await afterSteps(3);
      child.kill(signal);
      const { code, stderr } = await ended;
      expect(code).toBe(exitCode);
      expect(stderr).toMatch(/^Stopped after step \d+\. Go on with: mnist-adder train --resume out\n$/m);
      expect(existsSync(join(out, 'result.json'))).toBe(false);
      expect((await start('--resume', 'out').ended).code).toBe(0);
      expect(digestOf(out)).toBe(undisturbed.digest);
    },
  );

  test('twice it ends at once', async () => {
    const { child, ended } = start(...settings(), '--out', 'out');
    await afterSteps(1);
    child.kill('SIGINT');
    child.kill('SIGINT');
    await sleep(1);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });
});

describe('a run is refused in one sentence', () => {
  const refusal = async (...args: string[]) => {
    const { code, stdout, stderr } = await start(...args).ended;
    expect(stdout).toBe('');
    return { code, stderr };
  };

  test('while another process works on it', async () => {
    const { child, ended } = start(...settings(), '--out', 'out', '--training.epochs', '50');
    await afterSteps(1);
    const { code, stderr } = await refusal('--resume', 'out');
    expect(code).toBe(1);
    expect(stderr).toContain(`is in use by process ${child.pid!}: wait for it, or stop it.`);
    child.kill('SIGKILL');
    await ended;
  });

  test('when it is finished, is none, or was begun with other data', async () => {
    cpSync(data, join(parent, 'data'), { recursive: true });
    const { child, ended } = start(...settings(), '--data', 'data', '--out', 'out');
    await afterSteps(2);
    child.kill('SIGINT');
    await ended;
    expect((await refusal('--resume', 'nowhere')).stderr).toContain('has no run in it');
    const labels = join(parent, 'data', 't10k-labels-idx1-ubyte');
    const bytes = readFileSync(labels);
    bytes[8] = (bytes[8]! + 1) % 10;
    rmSync(labels);
    appendFileSync(labels, bytes);
    expect((await refusal('--resume', 'out')).stderr).toContain('t10k-labels-idx1-ubyte');
    bytes[8] = (bytes[8] + 9) % 10;
    rmSync(labels);
    appendFileSync(labels, bytes);
    expect((await start('--resume', 'out').ended).code).toBe(0);
    expect((await refusal('--resume', 'out')).stderr).toContain('is finished');
  });

  test('with other settings than its own, which is wrong usage', async () => {
    const { code, stderr } = await start('--resume', 'out', '--epochs', '3').ended;
    expect(code).toBe(2);
    expect(stderr).toContain('--resume');
  });

  test('when its directory vanishes, and it is not made anew', async () => {
    const { ended } = start(...settings(), '--out', 'out', '--training.epochs', '50');
    await afterSteps(2);
    renameSync(out, join(parent, 'elsewhere'));
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The output directory .* cannot be written \(ENOENT.*\n$/m);
    expect(existsSync(out)).toBe(false);
  });
});
