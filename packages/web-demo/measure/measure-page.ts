import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '@mnist-adder/trainer/internal/node';
import { launchChromium } from '../test/chromium.js';
import { serveSite } from '../test/site.js';
import { measureFirstLoad } from './first-load.js';
import { runLighthouse } from './lighthouse.js';
import { measureStrokes } from './strokes.js';
import { measureTraining } from './training.js';

const RESULTS = fileURLToPath(new URL('../../../bench/results/page.json', import.meta.url));

/** Measures the built page in Chromium, and writes the results, from which `npm run leaderboard` makes the README's table. */
export async function run(): Promise<void> {
  const site = await serveSite();
  const browser = await launchChromium();
  try {
    const results = {
      machine: describeMachine(),
      chromium: browser.version(),
      firstLoad: await measureFirstLoad(browser, site),
      strokeToAnswer: await measureStrokes(browser, site),
      training: await measureTraining(browser, site),
      lighthouse: await runLighthouse(site),
    };
    const text = `${JSON.stringify(results, null, 2)}\n`;
    process.stdout.write(text);
    await writeFile(RESULTS, text);
  } finally {
    await browser.close();
    await site.stop();
  }
}
