import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { measureFirstLoad } from '../measure/first-load.js';
import { expectEquation, openPage } from './page.js';
import { serveSite } from './site.js';
import { test } from './visit.js';

test('the first load is small: 220 kB of compressed script, 400 kB of weights', async ({ browser, site }) => {
  const { scriptGzipBytes, weightBytes } = await measureFirstLoad(browser, site);
  expect(weightBytes).toBeGreaterThan(100_000);
  expect(weightBytes).toBeLessThanOrEqual(400_000);
  expect(scriptGzipBytes).toBeGreaterThan(50_000);
  expect(scriptGzipBytes).toBeLessThanOrEqual(220_000);
});

test('what draws comes first: it needs 60 kB of compressed script, and no TensorFlow.js', () => {
  const dist = (path: string) => readFileSync(new URL(`../dist/${path}`, import.meta.url), 'utf8');
  const scripts = [...dist('index.html').matchAll(/(?:src|href)="\.\/(assets\/[^"]*\.js)"/g)].map(([, path]) =>
    dist(path!),
  );
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0)).toBeLessThanOrEqual(60_000);
  expect(scripts.join('')).not.toMatch(/Conv2DBackpropInput|ZodString/);
});

test('the page’s own policy keeps foreign script and foreign hosts out', async ({ visit }) => {
  const { page } = await visit();
  await expectEquation(page, '7 + 5 = 12');
  const refused = await page.evaluate(async () => {
    const violations: string[] = [];
    const told = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
        if (violations.push(violatedDirective) === 2) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
    await told;
    return violations;
  });
  expect(refused).toEqual(['script-src-elem', 'connect-src']);
  expect(await page.title()).toBe('mnist-adder: draw a digit, the network adds');
});

test('after the first visit it answers, looks inside and compares without its server', async ({ browser }) => {
  const site = await serveSite();
  const { page } = await openPage(browser, site.url, { serviceWorkers: 'allow' });
  await expectEquation(page, '7 + 5 = 12');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // Whatever it keeps is fetched before it is ready.
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe('activated');
  await site.stop();
  await page.reload();
  await expectEquation(page, '7 + 5 = 12');
  await page.getByRole('button', { name: 'a 4' }).click();
  await expectEquation(page, '4 + 5 = 9');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await expect.poll(() => page.locator('.contender .equation').allInnerTexts()).toEqual(Array(3).fill('4 + 5 = 9'));
  await page.getByRole('tab', { name: 'Learn' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByText('MNIST could not be fetched: connect to the network once, and it is kept for later.').waitFor();
  await page.context().close();
});
