import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { x as extract } from 'tar';
import type { InstallableBackend } from '../names.js';
import { compileBinding } from './compile-binding.js';
import { download } from './download.js';
import type { InstallContext } from './install-context.js';
import type { NpmPackage, Wheel } from './pinned-files.js';
import type { WheelPlan } from './plan.js';
import type { Tools } from './requirements.js';
import { unpackWheel } from './unpack-wheel.js';

/**
 * Builds tfjs-node from the libtensorflow in Python packages, and from the C++ sources in its npm package.
 *
 * @param folders `downloads` keeps the files from one try to the next. `built` is an empty folder: the package goes below `node_modules` in
 *   it.
 */
export async function installFromWheels(
  backend: InstallableBackend,
  packageName: string,
  plan: WheelPlan,
  { downloads, built }: { readonly downloads: string; readonly built: string },
  tools: Tools,
  context: InstallContext,
): Promise<void> {
  const { onEvent, run } = context;
  const files = await fetchFiles(backend, plan, downloads, tools.pip, context);
  const folder = join(built, 'node_modules', packageName);
  const headersFolder = join(built, 'node-api-headers');
  await unpackPackage(files.tfjs, folder);
  await unpackPackage(files.headers, headersFolder);
  await unpackWheels(plan.wheels, files.wheels, folder, onEvent);
  onEvent({ type: 'stage', text: `compiling the binding with ${tools.compiler}` });
  await compileBinding({
    backend,
    folder,
    headers: join(headersFolder, 'include'),
    libraries: plan.libraries,
    compiler: tools.compiler,
    run,
  });
  await rm(headersFolder, { recursive: true });
  for (const name of ['tfjs', 'tfjs-core']) await writeStandIn(join(built, 'node_modules/@tensorflow', name));
}

/** Fetches every file of a plan that is not there yet. */
async function fetchFiles(
  backend: InstallableBackend,
  { tfjs, headers, wheels, tags }: WheelPlan,
  folder: string,
  pip: Tools['pip'],
  { run, onEvent }: InstallContext,
): Promise<{ tfjs: string; headers: string; wheels: string[] }> {
  const from = (program: string) => ({ backend, folder, program, onEvent });
  onEvent({ type: 'stage', text: `fetching ${tfjs.requirement} and ${headers.requirement}` });
  const tfjsFile = await download(tfjs, npmPack(tfjs, run), from('npm'));
  const headersFile = await download(headers, npmPack(headers, run), from('npm'));
  const wheelFiles: string[] = [];
  for (const wheel of wheels) {
    onEvent({ type: 'stage', text: `fetching ${wheel.requirement} (${megabytes(wheel.sizeBytes)})` });
    wheelFiles.push(await download(wheel, pipDownload(wheel, tags, pip, run), from('pip')));
  }
  return { tfjs: tfjsFile, headers: headersFile, wheels: wheelFiles };
}

async function unpackWheels(
  wheels: readonly Wheel[],
  files: readonly string[],
  folder: string,
  onEvent: InstallContext['onEvent'],
): Promise<void> {
  const totalBytes = wheels.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  onEvent({ type: 'stage', text: `unpacking (${megabytes(totalBytes)})` });
  let before = 0;
  for (const [i, file] of files.entries()) {
    await unpackWheel(file, folder, (done) => {
      onEvent({ type: 'progress', doneBytes: before + done, totalBytes });
    });
    before += wheels[i]!.unpackedBytes;
  }
}

const npmPack =
  ({ requirement }: NpmPackage, run: InstallContext['run']) =>
  (folder: string) =>
    run('npm', ['pack', requirement, '--silent', '--fetch-retries=1', '--pack-destination', folder], { folder });

/** The flags name a Python of their own: whichever runs pip, the file is the same. (The file is not for Python.) */
const pipDownload =
  (
    { requirement }: Wheel,
    tags: readonly string[],
    [program, ...pipArgs]: readonly string[],
    run: InstallContext['run'],
  ) =>
  (folder: string) =>
    run(
      program!,
      // prettier-ignore
      [
        ...pipArgs, 'download', requirement, '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--dest', folder,
        '--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312',
        ...tags.flatMap((tag) => ['--platform', tag]),
        '--disable-pip-version-check', '--progress-bar', 'off', '--retries', '2', '--timeout', '30',
      ],
      // The system's temporary folder may be small, or in memory.
      { folder, env: { TMPDIR: folder } },
    );

/** Unpacks an npm package, which is packed in a folder named `package`. */
async function unpackPackage(file: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await extract({ file, cwd: folder, strip: 1 });
}

/** Writes a package that can be found and does nothing. The loading process's own copy of TensorFlow.js takes its place. */
async function writeStandIn(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.js'), "throw new Error('This stands in for another copy of TensorFlow.js.');\n");
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
