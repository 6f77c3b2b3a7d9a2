import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAdder, writeAdder } from '@mnist-adder/model/node';
import { readOnnxMetadata, record } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import * as onnx from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateDocument } from '../src/commands/evaluate/document.js';
import { exportDocument } from '../src/commands/export/document.js';
import { predictDocument } from '../src/commands/predict/document.js';
import { findPython } from '../../tensorboard/test/python/find-python.js';
import { digitPicture } from './pictures.js';
import { mnistAdder, runProgram } from './mnist-adder.js';
import type { Ended } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

const SHIPPED = fileURLToPath(new URL('../../../models/adder-small', import.meta.url));

const python = findPython('packages/trainer/test/onnx/requirements.txt', 'onnxruntime');

let data: string;
let folder: string;
beforeAll(async () => {
  data = await writeSmallMnist(640, 200);
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  const train = ['train', '--data', data, '--epochs', '1', '--quiet', '--out'];
  for (const recipe of ['exact-fast', 'mlp-128-64']) {
    const { code } = await mnistAdder([...train, recipe, '--recipe', recipe], { cwd: folder });
    expect(code).toBe(0);
  }
});

const run = (...args: string[]) => mnistAdder(args, { cwd: folder });

describe('evaluate', () => {
  const read = ({ code, stdout, stderr }: Ended) => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return evaluateDocument.parse(JSON.parse(stdout));
  };
  const evaluateJson = async (...args: string[]) => read(await run('evaluate', ...args, '--json'));

  test('the bundled model is as good as its result says', async () => {
    const { evaluation } = read(await runProgram(['evaluate', '--json'], { cwd: folder }));
    const result = JSON.parse(readFileSync(join(SHIPPED, 'result.json'), 'utf8')) as { evaluation: typeof evaluation };
    const { pairs, loss, digit, sum, both } = result.evaluation;
    const close = (value: number) => expect.closeTo(value, 4) as number;
    expect(evaluation).toEqual({
      pairs,
      loss: close(loss),
      digit: { accuracy: close(digit.accuracy), loss: close(digit.loss) },
      sum: { accuracy: close(sum!.accuracy), loss: close(sum!.loss) },
      both: { accuracy: close(both!.accuracy) },
    });
  });

  test('a run’s model on images of one’s own, by digit and by addend', async () => {
    const document = await evaluateJson('exact-fast', '--data', data);
    const trained = JSON.parse(readFileSync(join(folder, 'exact-fast', 'result.json'), 'utf8')) as {
      evaluation: object;
    };
    expect(document.evaluation).toEqual(trained.evaluation);
    expect(document.byDigit.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(2000);
    const { stdout } = await run('evaluate', 'exact-fast', '--data', data, '--by', 'addend', '--confusion');
    expect(stdout).toMatch(/^on all 2,000 pairs of the test images of .*, by onnx$/m);
    expect(stdout).toMatch(/^ {2}digit +[\d.]+ % +[\d.]+ +[\d.]+ % +[\d.]+ % at T [\d.]+$/m);
    expect(stdout).toMatch(/^ {2}addend +pairs +digit +sum +both$/m);
    expect(stdout).toContain('What is in the image (rows)');
  });

  test('images to test on are enough, of which no temperature is told', async () => {
    const whole = await evaluateJson('exact-fast', '--data', data);
    const alone = mkdtempSync(join(tmpdir(), 'test-images-'));
    for (const name of ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'])
      cpSync(join(data, name), join(alone, name));
    const document = await evaluateJson('exact-fast', '--data', alone);
    expect(document.evaluation).toEqual(whole.evaluation);
    expect(whole.digit).toHaveProperty('scaled');
    expect(document.digit).not.toHaveProperty('scaled');
    const turned = await evaluateJson('exact-fast', '--data', alone, '--transposed');
    expect(turned.evaluation).not.toEqual(whole.evaluation);
    expect((await run('train', '--data', alone)).stderr).toContain('has no images to train on');
  });

  test('two models are compared on the same images', async () => {
    const same = await evaluateJson('exact-fast', '--data', data, '--compare', 'exact-fast');
    expect(same.comparison).toMatchObject({ sum: { betterOn: 0, worseOn: 0, pValue: 1 } });
    const better = await evaluateJson('--data', data, '--compare', 'exact-fast');
    expect(better.comparison!.digit.pValue).toBeLessThan(0.001);
    expect(better.comparison!.digit.betterOn).toBeGreaterThan(better.comparison!.digit.worseOn);
    const { stdout } = await run('evaluate', '--data', data, '--compare', 'mlp-128-64');
    expect(stdout).toMatch(/^ {2}digit +[\d.]+ % +[\d.]+ % +\+[\d.]+ +\d+ +\d+ +< 0\.001$/m);
    expect(stdout).not.toMatch(/^ {2}sum .*</m);
  });

  test('a network that reads digits only has no sums', async () => {
    const document = await evaluateJson('mlp-128-64', '--data', data);
    expect(document).not.toHaveProperty('sum');
    expect((await run('evaluate', 'mlp-128-64', '--data', data, '--by', 'addend')).stdout).toContain(
      'there are no addends',
    );
    const refused = await run('predict', '--test', '0', '--add', '3', '--model', 'mlp-128-64');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('reads digits only');
    expect((await run('predict', '--test', '0', '--model', 'mlp-128-64')).code).toBe(0);
  });

  test('a damaged model, and one of another version, get one sentence', async () => {
    const copy = join(folder, 'damaged');
    cpSync(join(folder, 'exact-fast', 'model'), copy, { recursive: true });
    const text = readFileSync(join(copy, 'model.json'), 'utf8');
    writeFileSync(join(copy, 'model.json'), text.replace(/"formatVersion": ?1/, '"formatVersion":99'));
    const other = await run('evaluate', 'damaged', '--data', data);
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(other.stderr).toContain('version');
    writeFileSync(join(copy, 'model.json'), text.slice(0, 500));
    const broken = await run('evaluate', 'damaged', '--data', data, '--debug');
    expect(broken.stderr).toMatch(/ {4}at /);
  });
});

describe('a model without an answer', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
    const { model, metadata } = await readAdder(join(folder, 'exact-fast', 'model'));
    // The largest weights that a saved model may have: its outputs overflow.
    for (const weight of model.trainableWeights) weight.write(tf.fill(weight.shape as number[], 3e38));
    await writeAdder(join(folder, 'overflowing'), model, metadata);
    model.dispose();
    await digitPicture(0).png().toFile(join(folder, 'seven.png'));
    expect((await run('export', 'overflowing', '--out', 'overflowing.onnx')).code).toBe(0);
  });

  test.each(['overflowing', 'overflowing.onnx'])('gets one sentence: %s', async (model) => {
    for (const args of [
      ['predict', '--test', '0', '--add', '5', '--model', model],
      ['predict', '--test', '0', '--format', 'csv', '--model', model],
      ['predict', '--test', '0', '--add-image', 'seven.png', '--model', model],
      ['evaluate', model, '--data', data],
      ['evaluate', '--data', data, '--compare', model],
    ]) {
      const { code, stdout, stderr } = await run(...args);
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*gives no answer[^\n]*\n$/);
    }
    const { code, stdout } = await run('predict', '--test', '0', '--model', model, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'non-finite-outputs' } });
  });

  test('is not opened with weights that are no numbers', async () => {
    const copy = join(folder, 'no-numbers');
    cpSync(join(folder, 'exact-fast', 'model'), copy, { recursive: true });
    const weights = readFileSync(join(copy, 'weights.bin'));
    weights.writeFloatLE(NaN, weights.length - 4);
    writeFileSync(join(copy, 'weights.bin'), weights);
    const text = readFileSync(join(copy, 'model.json'), 'utf8');
    const digest = createHash('sha256').update(weights).digest('hex');
    writeFileSync(join(copy, 'model.json'), text.replace(/("weightsSha256": ?)"[^"]*"/, `$1"${digest}"`));
    for (const args of [
      ['predict', '--test', '0', '--model', 'no-numbers'],
      ['evaluate', 'no-numbers', '--data', data],
      ['export', 'no-numbers', '--out', 'no-numbers.onnx'],
    ]) {
      const { code, stdout, stderr } = await run(...args);
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*expected finite numbers in the weight [^\n]*found NaN[^\n]*\n$/);
    }
    expect(existsSync(join(folder, 'no-numbers.onnx'))).toBe(false);
  });
});

describe('export', () => {
  test('writes what ONNX Runtime runs, for any number of images, with the model’s own answers', async () => {
    const asked = ['export', '--out', 'model.onnx', '--opset', '20', '--json'];
    const { code, stdout } = await runProgram(asked, { cwd: folder });
    expect(code).toBe(0);
    const document = exportDocument.parse(JSON.parse(stdout));
    if (document.format !== 'onnx') throw new Error(document.format);
    expect(document).toMatchObject({ bytes: readFileSync(document.file).length, opset: 20 });
    const session = await onnx.InferenceSession.create(document.file);
    for (const batch of [1, 2]) {
      const image = new onnx.Tensor('float32', new Float32Array(batch * 784), [batch, 28, 28, 1]);
      const addend = new onnx.Tensor('float32', new Float32Array(batch * 10), [batch, 10]);
      const { digit, sum } = await session.run({ image, addend });
      expect([digit!.dims, sum!.dims]).toEqual([
        [batch, 10],
        [batch, 19],
      ]);
      expect((digit!.data as Float32Array).subarray(0, 10).reduce((total, p) => total + p, 0)).toBeCloseTo(1, 5);
    }
    await session.release();
    const refused = await run('export', '--out', 'model.onnx/two.onnx');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('cannot be written (E');
  });

  describe('into folders that are not there yet', () => {
    const file = 'new/folder/model.onnx';
    beforeAll(async () => {
      expect((await run('export', 'exact-fast', '--out', file)).code).toBe(0);
    });

    test('says in the file what the classes are, how an image is prepared, and how good it is', () => {
      const texts = readOnnxMetadata(readFileSync(join(folder, file)))!;
      const { evaluation } = JSON.parse(readFileSync(join(folder, 'exact-fast/result.json'), 'utf8')) as {
        evaluation: { digit: { accuracy: number }; sum: { accuracy: number } };
      };
      expect(texts).toMatchObject({
        recipe: 'exact-fast',
        digit_classes: '0,1,2,3,4,5,6,7,8,9',
        sum_classes: '0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18',
        image: expect.stringContaining('1 for ink') as string,
        addend: expect.stringContaining('one-hot') as string,
        digit_accuracy: String(evaluation.digit.accuracy),
        sum_accuracy: String(evaluation.sum.accuracy),
      });
    });

    test('can be predicted and evaluated with, as the model itself', async () => {
      const answers = async (model: string) => {
        const { stdout } = await run('predict', '--test', '0', '--test', '3', '--add', '4', '--model', model, '--json');
        const { predictions, model: named } = predictDocument.parse(JSON.parse(stdout));
        return { recipe: named.recipe, digits: predictions.map(({ digit, sum }) => [digit, sum]) };
      };
      expect(await answers(file)).toEqual(await answers('exact-fast'));
      const scores = async (model: string) =>
        evaluateDocument.parse(JSON.parse((await run('evaluate', model, '--data', data, '--json')).stdout)).evaluation;
      const [exported, saved] = [await scores(file), await scores('exact-fast')];
      expect(exported.digit.accuracy).toBe(saved.digit.accuracy);
      expect(exported.sum!.accuracy).toBe(saved.sum!.accuracy);
      expect(exported.loss).toBeCloseTo(saved.loss, 4);
      const other = await run('evaluate', file, '--backend', 'cpu', '--data', data);
      expect(other).toMatchObject({ code: 2, stdout: '' });
      expect(other.stderr).toContain('runs on onnx only: leave out --backend');
    });

    test('and nothing else', async () => {
      writeFileSync(join(folder, 'text.onnx'), 'no model');
      writeFileSync(
        join(folder, 'other.onnx'),
        record({ x: { shape: [1] } }, ({ x }) => ({ y: tf.add(x, 1) })).toOnnx(),
      );
      for (const [args, sentence] of [
        [['predict', '--test', '0', '--model', 'text.onnx'], 'text.onnx is not an ONNX model: give a file that'],
        [['evaluate', 'other.onnx', '--data', data], 'other.onnx has the inputs x and the outputs y: give a file that'],
        [['predict', '--test', '0', '--model', './no.onnx'], 'no.onnx cannot be read (ENOENT): give a file that'],
        [['train', '--from', file, '--data', data], 'model.onnx is an exported model, which can only predict'],
        [['export', file, '--out', 'again.onnx'], 'model.onnx is an exported model, which can only predict'],
      ] as const) {
        const { code, stdout, stderr } = await run(...args);
        expect({ stdout, isRefused: code !== 0 }).toEqual({ stdout: '', isRefused: true });
        expect(stderr).toContain(sentence);
        expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      }
    });

    if ('reason' in python) test.skip(`ONNX Runtime for Python is not here: ${python.reason}`);
    else
      test('is read back by ONNX Runtime', () => {
        const program = `import json, sys, onnxruntime
session = onnxruntime.InferenceSession(sys.argv[1])
print(json.dumps(session.get_modelmeta().custom_metadata_map))`;
        const path = join(folder, file);
        const { stdout } = spawnSync(python.python, ['-c', program, path], { encoding: 'utf8' });
        expect(JSON.parse(stdout)).toEqual(readOnnxMetadata(readFileSync(path)));
      });
  });

  test.each([
    ['float16', 2],
    ['uint8', 4],
  ])('rounds the weights to %s, and says what that costs on all pairs', async (type, part) => {
    const out = ['--format', 'tfjs', '--quantize', type, '--out', type, '--data', data];
    const { code, stdout } = await run('export', 'exact-fast', ...out, '--json');
    expect(code).toBe(0);
    const document = exportDocument.parse(JSON.parse(stdout));
    if (document.format !== 'tfjs') throw new Error(document.format);
    const { before, after } = document.quantization!;
    expect([before.pairs, after.pairs]).toEqual([2000, 2000]);
    expect(Math.abs(before.sum!.accuracy - after.sum!.accuracy)).toBeLessThan(0.02);
    const whole = readFileSync(join(folder, 'exact-fast/model/weights.bin')).length;
    const rounded = readFileSync(join(folder, type, 'weights.bin')).length;
    expect(rounded).toBeLessThan(whole / part + 2000);
    const predicted = await run('evaluate', type, '--data', data, '--json');
    expect(evaluateDocument.parse(JSON.parse(predicted.stdout)).evaluation).toMatchObject({
      digit: { accuracy: after.digit.accuracy },
    });
  });

  test('copies a model as it is, and tells options apart', async () => {
    const { code, stdout } = await run('export', 'mlp-128-64', '--format', 'tfjs', '--out', 'copy');
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 1 });
    const weights = ['mlp-128-64/model', 'copy'].map((name) => readFileSync(join(folder, name, 'weights.bin')));
    expect(weights[0]).toEqual(weights[1]);
    const rounded = await run('export', '--quantize', 'uint8', '--out', 'x');
    expect(rounded).toMatchObject({ code: 2, stdout: '' });
    expect(rounded.stderr).toContain('say --format tfjs, or leave out --quantize');
    const opset = await run('export', '--format', 'tfjs', '--opset', '18', '--out', 'x');
    expect(opset.stderr).toContain('say --format onnx, or leave out --opset');
  });
});
