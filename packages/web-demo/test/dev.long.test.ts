import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { launchChromium } from './chromium.js';
import { expectEquation, openPage } from './page.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('while it is developed, the page answers too, and looks as it will', async () => {
  const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')));
  const server = spawn(process.execPath, [vite, '--host', '127.0.0.1', '--port', '0'], { cwd: ROOT });
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    server.kill();
    await ended;
  });
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const { page, problems } = await openPage(browser, await addressOf(server));
  await expectEquation(page, '7 + 5 = 12');
  expect(await page.locator('.machine').evaluate((part) => getComputedStyle(part).display)).toBe('grid');
  expect(problems).toEqual([]);
});

/** What the server says that its address is. */
async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface(server.stdout!)) {
    const address = /http:\S+/.exec(stripVTControlCharacters(line))?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('The server ended before it said what its address is.');
}
