import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page under test, and what went wrong on it or left its origin. */
export interface OpenPage {
  readonly page: Page;
  readonly problems: string[];
}

/** Milliseconds after which something will not happen any more: on a machine that is busy with other tests, a page takes its time. */
export const PATIENCE = 240_000;

/** Opens the page in a fresh profile, in which by default nothing is kept for later visits. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  // Where the system has no locale, Chromium would have one that is none.
  const usual = { viewport: { width: 1280, height: 900 }, locale: 'en-US', serviceWorkers: 'block' } as const;
  // Without motion the example is there from the start, instead of being read as it is drawn.
  const context = await browser.newContext({ ...usual, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !url.startsWith(origin)) problems.push(`a request to ${origin}`);
  });
  await page.goto(url);
  return { page, problems };
}

/** What the page says now. */
export const equationOf = async (page: Page): Promise<string> =>
  (await page.getByTestId('equation').innerText()).replaceAll(/\s+/g, ' ').trim();

/** Waits until the page says so. */
export async function expectEquation(page: Page, expected: string | RegExp): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  const matches = (equation: string) =>
    typeof expected === 'string' ? equation === expected : expected.test(equation);
  for (let equation = await equationOf(page); !matches(equation); equation = await equationOf(page)) {
    if (performance.now() > deadline) throw new Error(`The page says ${equation}, and not ${String(expected)}.`);
    await page.waitForTimeout(30);
  }
}

/** The pad's drawing surface. */
export const padOf = (page: Page, index = 0) => page.locator('.pad canvas').nth(index);

/** The strokes of digits, each coordinate from 0 to 1 across what they fill. */
export const STROKES = {
  one: [
    [
      [0.5, 0],
      [0.5, 1],
    ],
  ],
  three: [
    [
      [0.1, 0.1],
      [0.5, 0],
      [0.85, 0.2],
      [0.45, 0.45],
      [0.9, 0.7],
      [0.5, 1],
      [0.1, 0.85],
    ],
  ],
  seven: [
    [
      [0, 0],
      [1, 0],
      [0.4, 1],
    ],
  ],
} satisfies Record<string, number[][][]>;

/** Draws with the mouse, pressed and moved as a hand would, into a part of the pad. */
export async function drawWithMouse(
  page: Page,
  strokes: readonly (readonly (readonly number[])[])[],
  { pad = 0, x = 0.3, y = 0.2, width = 0.4, height = 0.6 } = {},
): Promise<void> {
  await padOf(page, pad).scrollIntoViewIfNeeded();
  const box = (await padOf(page, pad).boundingBox())!;
  const at = ([px, py]: readonly number[]): [number, number] => [
    box.x + box.width * (x + width * px!),
    box.y + box.height * (y + height * py!),
  ];
  for (const [first, ...rest] of strokes) {
    await page.mouse.move(...at(first!));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...at(point), { steps: 8 });
    await page.mouse.up();
  }
}

/** The probabilities that bars show, in full. */
export const barsOf = (page: Page, kind: 'digit' | 'sum') =>
  page
    .locator(`.results .bars.${kind} .bar`)
    .evaluateAll((bars) => bars.map((bar) => Number((bar as HTMLElement).style.getPropertyValue('--value'))));
