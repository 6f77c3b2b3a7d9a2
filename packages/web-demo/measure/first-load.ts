import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { expectEquation, openPage } from '../test/page.js';
import type { Site } from '../test/site.js';

/** What a first visit on WebGL fetches before it answers. */
export interface FirstLoad {
  /** The size of all scripts, compressed as a server does. */
  readonly scriptGzipBytes: number;
  readonly weightBytes: number;
}

/** Visits the page for the first time and measures what it fetches. */
export async function measureFirstLoad(browser: Browser, site: Site): Promise<FirstLoad> {
  site.requests.length = 0;
  const { page } = await openPage(browser, `${site.url}#backend=webgl`);
  await expectEquation(page, '7 + 5 = 12');
  const fetched = [...new Set(site.requests)];
  await page.context().close();
  const total = async (end: string, size: (bytes: Buffer) => number) => {
    const files = fetched.filter((path) => path.endsWith(end));
    const contents = await Promise.all(files.map((path) => readFile(new URL(`../dist/${path}`, import.meta.url))));
    return contents.reduce((sum, bytes) => sum + size(bytes), 0);
  };
  return {
    scriptGzipBytes: await total('.js', (bytes) => gzipSync(bytes, { level: 9 }).length),
    weightBytes: await total('.bin', ({ length }) => length),
  };
}
