import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../../packages/web-demo/test/chromium.js';
import { serveSite } from '../../packages/web-demo/test/site.js';
import type { OutsideProject } from '../src/outside-project.js';

const run = promisify(execFile);

const COMPILER_OPTIONS = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  strict: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
};
const RESOLUTIONS = {
  nodenext: { module: 'NodeNext' },
  bundler: { module: 'Preserve', moduleResolution: 'Bundler' },
};

/** The examples and the READMEs' code are checked by a compiler of the project's, with one way to resolve modules. */
export function testTypes(project: OutsideProject, typescript: string, resolution: keyof typeof RESOLUTIONS): void {
  test(`${typescript} checks the examples and the READMEs, ${resolution}`, async () => {
    const config = join(project.folder, `tsconfig.${typescript}.${resolution}.json`);
    const compilerOptions = { ...COMPILER_OPTIONS, ...RESOLUTIONS[resolution], noEmit: true };
    writeFileSync(config, JSON.stringify({ compilerOptions, include: ['*/*.js', 'readme/*.ts'] }));
    const compiler = join(project.folder, 'node_modules', typescript, 'bin/tsc');
    const said = await run(process.execPath, [compiler, '-p', config]).catch((error: unknown) => error);
    expect(said).toMatchObject({ stdout: '' });
  });
}

/** Programs that serve or write files instead of printing, or train for long. */
const NOT_TO_RUN = ['service.js', 'page.js', 'copy-model.js', 'trainer-1.ts'];

const accuracyIn = (text = ''): number => Number(/([\d.]+) %/.exec(text)?.[1]);

/** The examples and the READMEs' code run on a Node. */
export function testPrograms(project: OutsideProject, node: () => string): void {
  test('runs the examples and the READMEs', async () => {
    compileReadmes(project);
    const programs = [...project.examples, ...project.readmes].filter((path) => !NOT_TO_RUN.includes(basename(path)));
    const said = new Map<string, string>();
    for (const program of programs) {
      const file = program.endsWith('.ts') ? compiledReadme(program) : program;
      const path = join(project.folder, file);
      const { stdout } = await run(node(), [path], { cwd: dirname(path) });
      said.set(program, stdout);
    }
    expect(said.size).toBeGreaterThanOrEqual(8);
    expect(said.get('predict-in-node/predict.js')).toContain('7 + 0 = 7');
    expect(accuracyIn(said.get('own-head/table-head.js'))).toBeGreaterThan(95);
    expect(said.get('own-head/table-head.js')).toContain('learned 100 of 100 places');
    expect(accuracyIn(said.get('own-backbone/separable-cnn.js'))).toBeGreaterThan(90);
    for (const program of ['own-head/table-head.js', 'own-backbone/separable-cnn.js']) {
      expect(said.get(program), program).toContain('compiled: 7 + 5 = 12');
      expect(said.get(program), program).toMatch(/exported: .*model\.onnx, \d+ bytes/);
    }
    expect(accuracyIn(said.get('tfjs-onnx-alone/export-and-train.js'))).toBeGreaterThan(95);
    expect(accuracyIn(said.get('fashion-mnist/transfer.js'))).toBeGreaterThan(65);
    expect(said.get('readme/repository-1.ts')).toBe('7 + 5 = 12\n');
    expect(said.get('readme/dataset-1.ts')).toContain('48000 12000 10000');
    expect(said.get('readme/model-1.ts')).toMatch(/^\d \+ 5 = \d+, says a network/m);
  });

  test('runs the service', async () => {
    const service = spawn(node(), ['service.js'], {
      cwd: join(project.folder, 'http-service'),
      env: { ...process.env, PORT: '0' },
    });
    onTestFinished(async () => {
      const ended = once(service, 'exit');
      service.kill();
      await ended;
    });
    const [line] = (await once(createInterface(service.stdout), 'line')) as [string];
    const address = /http:\S+(?=\?)/.exec(line)![0];
    const command = join(project.folder, 'node_modules/@mnist-adder/cli/bin/mnist-adder.js');
    const seven = join(project.folder, 'seven.png');
    await run(node(), [command, 'data', 'export', '--index', '0', '--out', seven]);
    const picture = readFileSync(seven);
    const asked = async (number: string, body: Uint8Array<ArrayBuffer>) => {
      const response = await fetch(`${address}?number=${number}`, { method: 'POST', body });
      return [response.status, await response.json()];
    };
    expect(await asked('5', Uint8Array.from(picture))).toEqual([200, { digit: 7, number: 5, sum: 12 }]);
    expect(await asked('11', Uint8Array.from(picture))).toEqual([400, { error: 'number has to be 0 to 9' }]);
    expect(await asked('', Uint8Array.from(picture))).toEqual([400, { error: 'number has to be 0 to 9' }]);
    const unread = [400, { error: 'this is no PNG, JPEG, WebP or GIF that can be read' }];
    expect(await asked('5', new Uint8Array(9))).toEqual(unread);
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    expect(await asked('5', Uint8Array.from(Buffer.from(drawing)))).toEqual(unread);
    const wide = Uint8Array.from(picture);
    // The width and the height of a PNG: more pixels than the service decodes.
    new DataView(wide.buffer).setUint32(16, 20_000);
    new DataView(wide.buffer).setUint32(20, 20_000);
    expect(await asked('5', wide)).toEqual(unread);
  });
}

/** `readme/model-1.ts` as JavaScript, once the READMEs' code is compiled. */
export const compiledReadme = (program: string): string => program.replace('readme', 'readme-js').replace('.ts', '.js');

/** Compiles the READMEs' code, where it is not yet. */
export function compileReadmes({ folder }: OutsideProject): void {
  if (existsSync(join(folder, 'readme-js'))) return;
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, module: 'NodeNext' }, include: ['readme/*.ts'] }),
  );
  const options = ['-p', '.', '--outDir', 'readme-js', '--rootDir', 'readme', '--noEmit', 'false'];
  execFileSync(process.execPath, ['node_modules/typescript-6/bin/tsc', ...options], { cwd: folder });
}

/** The example page is bundled, opened and drawn on. */
export function testPage(project: OutsideProject, bundler: 'vite' | 'esbuild'): void {
  test(`a page that ${bundler} bundles reads what is drawn on it`, async () => {
    const cwd = join(project.folder, 'predict-in-page');
    await run(process.execPath, ['copy-model.js'], { cwd });
    const out = join(cwd, `out-${bundler}`);
    const bin = join(project.folder, 'node_modules', bundler, 'bin');
    if (bundler === 'vite') {
      await run(process.execPath, [join(bin, 'vite.js'), 'build', '--base', './', '--outDir', out], { cwd });
    } else {
      const bundle = ['page.js', '--bundle', '--format=esm', '--minify', `--outfile=${join(out, 'page.js')}`];
      await run(join(bin, 'esbuild'), bundle, { cwd });
      writeFileSync(join(out, 'index.html'), readFileSync(join(cwd, 'index.html')));
      cpSync(join(cwd, 'public'), out, { recursive: true });
    }
    const [browser, site] = await Promise.all([launchChromium(), serveSite(out)]);
    onTestFinished(async () => {
      await browser.close();
      await site.stop();
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(240_000);
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(site.url);
    await page.getByText('There is nothing on it yet.').waitFor();
    const box = (await page.locator('#pad').boundingBox())!;
    const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
    await page.mouse.move(...at(0.3, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.7, 0.2), { steps: 8 });
    await page.mouse.move(...at(0.45, 0.85), { steps: 8 });
    await page.mouse.up();
    await page.getByText('7 + 5 = 12').waitFor();
    expect(problems).toEqual([]);
  });
}
