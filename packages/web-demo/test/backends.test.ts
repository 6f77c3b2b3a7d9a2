import { describe, expect } from 'vitest';
import { barsOf, expectEquation, openPage, PATIENCE } from './page.js';
import { runsOn, test } from './visit.js';

describe('where WebGL is drawn by software', () => {
  test('WebAssembly is taken and says why; WebGL gives the same; nothing leaks', async ({ launch, site }) => {
    const browser = await launch();
    const { page, problems } = await openPage(browser, site.url);
    await expectEquation(page, '7 + 5 = 12');
    await expect.poll(() => runsOn(page)).toContain('WebAssembly');
    await page.locator('.backend summary').click();
    await page.getByText('WebAssembly is used: WebGL runs in software here').waitFor();
    const expected = await barsOf(page, 'sum');
    const tensors = page.getByTestId('tensors');
    const answerTimes = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await page.keyboard.press(String(i % 10));
        await expectEquation(page, `7 + ${i % 10} = ${7 + (i % 10)}`);
      }
    };
    // What is shown lags an answer behind; after ten all that is loaded once is there.
    await answerTimes(10);
    const before = await tensors.innerText();
    await answerTimes(40);
    await page.keyboard.press('5');
    await expectEquation(page, '7 + 5 = 12');
    await expect.poll(() => tensors.innerText()).toBe(before);

    await page.getByRole('radio', { name: 'WebGL' }).check();
    await expect.poll(() => runsOn(page)).toContain('WebGL');
    await expect.poll(() => runsOn(page)).toMatch(/WebGL [\d.]+ ms/);
    await expect.poll(() => new URL(page.url()).hash).toBe('#backend=webgl');
    (await barsOf(page, 'sum')).forEach((value, sum) => {
      expect(Math.abs(value - expected[sum]!)).toBeLessThan(1e-4);
    });
    expect(problems).toEqual([]);
  });

  test('a graphics context that is lost is told of, and WebAssembly goes on', async ({ launch, site }) => {
    const browser = await launch();
    const context = await browser.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    // The worker's contexts, so that one can be taken away.
    await page.route(/assets\/worker-.*\.js/, async (route) => {
      // The server may close an idle connection just then.
      const response = await route.fetch({ maxRetries: 3 });
      const keep = `self.contexts = [];
        const get = OffscreenCanvas.prototype.getContext;
        OffscreenCanvas.prototype.getContext = function (...args) {
          const context = get.apply(this, args);
          self.contexts.push(context);
          return context;
        };`;
      await route.fulfill({ response, body: `${keep}\n${await response.text()}` });
    });
    await page.goto(`${site.url}#backend=webgl`);
    await expectEquation(page, '7 + 5 = 12');
    await page.workers()[0]!.evaluate(() => {
      const { contexts } = globalThis as unknown as { contexts: (WebGL2RenderingContext | null)[] };
      for (const context of contexts) context?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await page.getByText('The browser took the graphics context away. WebAssembly is used now').waitFor();
    await expect.poll(() => runsOn(page)).toContain('WebAssembly');
    await page.keyboard.press('2');
    await expectEquation(page, '7 + 2 = 9');
  });
});
