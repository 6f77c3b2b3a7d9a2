import { firstImages, splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder } from '@mnist-adder/model';
import { compiledExecutor, train } from '@mnist-adder/trainer';
import { findRecipe } from '@mnist-adder/trainer/recipes';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as runtime from 'onnxruntime-web';
import type { Browser } from 'playwright-core';
import { openPage } from '../test/page.js';
import type { Site } from '../test/site.js';
import { choose, train as startTraining } from '../test/training.js';
import { watchLongTasks, type LongTasks } from './long-tasks.js';

const RECIPE = 'adder-fast';
const IMAGES = 24_000;
const ROUNDS = 3;

/** Measures images per second of the compiled step in WebAssembly on one thread, in the page and in Node in turn. */
export async function measureTraining(browser: Browser, site: Site) {
  const page: number[] = [];
  const node: number[] = [];
  const longTasks: LongTasks[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await trainInPage(browser, site);
    page.push(alone.imagesPerSecond);
    longTasks.push(alone.longTasks);
    node.push(await trainInNode());
  }
  return { recipe: RECIPE, images: IMAGES, page, node, longTasks };
}

async function trainInPage(browser: Browser, site: Site) {
  const { page } = await openPage(browser, `${site.url}#view=learn`);
  await choose(page, { recipe: RECIPE, images: String(IMAGES), epochs: '1' });
  await page.waitForTimeout(2000);
  const longTasks = await watchLongTasks(page);
  await startTraining(page);
  const ended = page.getByTestId('ended');
  await ended.waitFor({ timeout: 120_000 });
  const speed = / at ([\d,]+) images\/s/.exec(await ended.innerText())![1]!;
  const found = await longTasks();
  await page.context().close();
  return { imagesPerSecond: Number(speed.replaceAll(',', '')), longTasks: found };
}

async function trainInNode(): Promise<number> {
  runtime.env.wasm.numThreads = 1;
  await tf.setBackend('cpu');
  const found = findRecipe(RECIPE);
  const recipe = { ...found, training: { ...found.training, epochs: 1 } };
  const { train: digits } = await readMnist();
  const split = splitDigits(digits);
  const model = createAdder(recipe.network, { seed: 1 });
  const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'extended', logSeverityLevel: 3 } as const;
  let imagesPerSecond = 0;
  await train({
    recipe,
    model,
    seed: 1,
    data: { train: firstImages(split.train, IMAGES), validation: split.validation },
    executor: compiledExecutor(runtime, options, { images: 'batch-last', target: 'wasm' }),
    now: () => performance.now() / 1000,
    onEvent(event) {
      if (event.type === 'step') ({ imagesPerSecond } = event);
    },
  });
  model.dispose();
  return Math.round(imagesPerSecond);
}
