import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { x as extract } from 'tar';
import { compileBinding } from './compile-binding.js';
import { download } from './download.js';
import type { NpmPackage, Wheel, WheelPlan } from './installable.js';
import type { InstallableBackend } from '../names.js';
import type { InstallSurroundings } from './surroundings.js';
import type { Tools } from './tools.js';
import { unpackWheel } from './unpack-wheel.js';

/**
 * Builds tfjs-node from libtensorflow as it is in the Python package, and from the binding's sources in the npm package.
 *
 * @param downloads where the files are kept from one try to the next.
 * @param built an empty folder, where the package goes below `node_modules`.
 */
export async function installFromWheels(
  backend: InstallableBackend,
  packageName: string,
  { tfjs, headers, wheels, tags, libraries }: WheelPlan,
  { downloads, built, tools }: { downloads: string; built: string; tools: Tools },
  surroundings: InstallSurroundings,
): Promise<void> {
  const { onEvent, run } = surroundings;
  const files = { backend, folder: downloads, onEvent };
  onEvent({ type: 'stage', text: `fetching ${tfjs.requirement} and ${headers.requirement}` });
  const [tfjsFile, headersFile] = [
    await download(tfjs, { ...files, program: 'npm', fetch: npmPack(tfjs, run) }),
    await download(headers, { ...files, program: 'npm', fetch: npmPack(headers, run) }),
  ];
  const wheelFiles: string[] = [];
  for (const wheel of wheels) {
    onEvent({ type: 'stage', text: `fetching ${wheel.requirement} (${megabytes(wheel.sizeBytes)})` });
    wheelFiles.push(
      await download(wheel, { ...files, program: 'pip', fetch: pipDownload(wheel, tags, tools.pip, run) }),
    );
  }

  const folder = join(built, 'node_modules', packageName);
  const headersFolder = join(built, 'node-api-headers');
  await unpackPackage(tfjsFile, folder);
  await unpackPackage(headersFile, headersFolder);
  const totalBytes = wheels.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  onEvent({ type: 'stage', text: `unpacking (${megabytes(totalBytes)})` });
  let before = 0;
  for (const [i, file] of wheelFiles.entries()) {
    await unpackWheel(file, folder, (done) => {
      onEvent({ type: 'progress', doneBytes: before + done, totalBytes });
    });
    before += wheels[i]!.unpackedBytes;
  }

  onEvent({ type: 'stage', text: `compiling the binding with ${tools.compiler}` });
  const include = join(headersFolder, 'include');
  await compileBinding({ backend, folder, headers: include, libraries, compiler: tools.compiler, run });
  await rm(headersFolder, { recursive: true });
  for (const name of ['tfjs', 'tfjs-core']) await writeStandIn(join(built, 'node_modules/@tensorflow', name));
}

const npmPack =
  ({ requirement }: NpmPackage, run: InstallSurroundings['run']) =>
  (folder: string) =>
    run('npm', ['pack', requirement, '--silent', '--fetch-retries=1', '--pack-destination', folder], { folder });

/** The same file whichever Python there is: it is not for Python. */
const pipDownload =
  (
    { requirement }: Wheel,
    tags: readonly string[],
    [program, ...args]: readonly string[],
    run: InstallSurroundings['run'],
  ) =>
  (folder: string) =>
    run(
      program!,
      [
        ...[...args, 'download', requirement, '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--dest', folder],
        ...['--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312'],
        ...tags.flatMap((tag) => ['--platform', tag]),
        ...['--disable-pip-version-check', '--progress-bar', 'off', '--retries', '2', '--timeout', '30'],
      ],
      // The system's temporary folder may be small, or in memory.
      { folder, env: { TMPDIR: folder } },
    );

/** npm packs a package into a folder named `package`. */
async function unpackPackage(file: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await extract({ file, cwd: folder, strip: 1 });
}

/** A package that is only found, so that another can be given in its place: the one copy of TensorFlow.js of who loads this. */
async function writeStandIn(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.js'), "throw new Error('This stands in for another copy of TensorFlow.js.');\n");
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
