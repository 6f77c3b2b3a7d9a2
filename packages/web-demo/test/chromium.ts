import { existsSync } from 'node:fs';
import carried from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Nothing is asked of the network in the background. */
const QUIET = [
  ...['--headless', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** WebGL drawn by software, which is there on every machine. */
const WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
/** What every measurement runs with. */
export const FLAGS = [...QUIET, ...WEBGL];
const NO_WEBGL = ['--disable-gpu', '--disable-software-rasterizer'];
/** Without compilers at run time there is no WebAssembly either. */
const NO_WASM = ['--js-flags=--jitless'];
const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Where Chromium is: what `CHROME_PATH` says, the system's, or the one that an npm package carries. */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROME_PATH;
  const found = given ?? SYSTEM.find((file) => existsSync(file));
  if (found !== undefined) return found;
  return carried.executablePath();
}

/** What a Chromium has. */
export interface ChromiumOptions {
  readonly webgl?: boolean;
  readonly wasm?: boolean;
  readonly webgpu?: boolean;
}

/** Starts a real Chromium, by default with WebGL and WebAssembly; none to be found is an error. */
export const launchChromium = async ({
  webgl = true,
  wasm = true,
  webgpu = false,
}: ChromiumOptions = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: await findChromium(),
    args: [...QUIET, ...(webgl ? WEBGL : NO_WEBGL), ...(wasm ? [] : NO_WASM), ...(webgpu ? WEBGPU : [])],
    timeout: 120_000,
  });
