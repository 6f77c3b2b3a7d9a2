import { expect } from 'vitest';
import { expectEquation, openPage } from './page.js';
import { runsOn, test } from './visit.js';

test('without WebGL, WebAssembly is taken; asked for, WebGL says that there is none', async ({ launch, site }) => {
  const browser = await launch({ webgl: false });
  const { page } = await openPage(browser, `${site.url}#backend=webgl`);
  await expectEquation(page, '7 + 5 = 12');
  const alert = await page.getByRole('alert').innerText();
  expect(alert).toContain('WebGL cannot be used: this browser has no WebGL 2. WebAssembly is used instead.');
  await expect.poll(() => runsOn(page)).toContain('WebAssembly');
});

test('without WebGL and WebAssembly, plain JavaScript answers and says that it is slow', async ({ launch, site }) => {
  const browser = await launch({ webgl: false, wasm: false });
  const { page } = await openPage(browser, site.url);
  await expectEquation(page, '7 + 5 = 12');
  await expect.poll(() => runsOn(page)).toContain('JavaScript');
  await page.locator('.backend summary').click();
  await page.getByText('Plain JavaScript is used, which is slow: this browser has no WebGL 2').waitFor();
});

test('without WebAssembly, WebGL answers', async ({ launch, site }) => {
  const browser = await launch({ wasm: false });
  const { page } = await openPage(browser, site.url);
  await expectEquation(page, '7 + 5 = 12');
  await expect.poll(() => runsOn(page)).toContain('WebGL');
});

test('on WebGPU, where there is an adapter, the answers are the same', async ({ launch, site }) => {
  const browser = await launch({ webgpu: true });
  const { page } = await openPage(browser, `${site.url}#backend=webgpu`);
  await expectEquation(page, '7 + 5 = 12');
  await expect.poll(() => runsOn(page)).toContain('WebGPU');
});
