import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findChromium, FLAGS } from '../test/chromium.js';
import type { Site } from '../test/site.js';

/** Large, and needed by nobody who does not measure: fetched when it is. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Lighthouse's scores of the page, 0..100, as on a phone. */
export async function runLighthouse(site: Site): Promise<Record<(typeof CATEGORIES)[number], number>> {
  const { stdout } = await promisify(execFile)(
    'npx',
    [
      ...['--yes', LIGHTHOUSE, site.url, '--quiet', '--output=json'],
      ...[`--only-categories=${CATEGORIES.join(',')}`, `--chrome-flags=${FLAGS.join(' ')}`],
    ],
    { env: { ...process.env, CHROME_PATH: await findChromium() }, maxBuffer: 2 ** 27 },
  );
  const { categories } = JSON.parse(stdout) as { categories: Record<string, { score: number }> };
  return Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * categories[name]!.score)])) as Record<
    (typeof CATEGORIES)[number],
    number
  >;
}
