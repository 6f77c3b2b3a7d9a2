import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findChromium, FLAGS } from '../test/chromium.js';
import type { Site } from '../test/site.js';

/** Not a dependency: it is large, and only this measurement needs it. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

type Categories = Record<(typeof CATEGORIES)[number], number>;

/** Lighthouse's scores of the page on a phone, 0..100. */
export async function runLighthouse(site: Site): Promise<Categories> {
  const { stdout } = await promisify(execFile)(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      site.url,
      '--quiet',
      '--output=json',
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=${FLAGS.join(' ')}`,
    ],
    { env: { ...process.env, CHROME_PATH: await findChromium() }, maxBuffer: 2 ** 27 },
  );
  const { categories } = JSON.parse(stdout) as { categories: Record<string, { score: number }> };
  return Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * categories[name]!.score)])) as Categories;
}
