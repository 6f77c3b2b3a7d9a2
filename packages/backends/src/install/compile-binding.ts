import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InstallError } from '../errors.js';
import { complaint, type RunProcess } from './run-process.js';

/** The version of Node-API that the binding uses. Every Node that is supported has it. */
const NAPI_VERSION = 8;

/** This package's own source file, which lets signals wait while TensorFlow works. */
const SIGNAL_GUARD = fileURLToPath(new URL('../../native/signal-guard.cc', import.meta.url));

/**
 * Compiles tfjs-node's binding from its sources against the libtensorflow in its `deps`. The result is where upstream's install script
 * puts it.
 */
export async function compileBinding({
  backend,
  folder,
  headers,
  libraries,
  compiler,
  run,
}: {
  readonly backend: string;
  /** The folder of tfjs-node. */
  readonly folder: string;
  /** The folder of Node-API's headers. */
  readonly headers: string;
  /** Other libraries in `deps` that the binding has to load. */
  readonly libraries: readonly string[];
  readonly compiler: string;
  readonly run: RunProcess;
}): Promise<void> {
  const output = join(folder, 'lib', `napi-v${NAPI_VERSION}`, 'tfjs_binding.node');
  await mkdir(dirname(output), { recursive: true });
  const libraryFolders = ['lib', ...new Set(libraries.map((library) => dirname(library)))];
  const result = await run(compiler, [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    `-DNAPI_VERSION=${NAPI_VERSION}`,
    `-I${headers}`,
    `-I${join(folder, 'deps/include')}`,
    join(folder, 'binding/tfjs_backend.cc'),
    join(folder, 'binding/tfjs_binding.cc'),
    SIGNAL_GUARD,
    '-Wl,--wrap=TFE_NewContext',
    '-Wl,--wrap=TFE_Execute',
    '-o',
    output,
    ...libraryFolders.flatMap((name) => [
      `-L${join(folder, 'deps', name)}`,
      // Relative to the binding, so that the installation can be moved.
      `-Wl,-rpath,$ORIGIN/../../deps/${name}`,
    ]),
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    // The binding calls nothing in them, but has to load them: TensorFlow looks for them by name.
    ...(libraries.length === 0 ? [] : ['-Wl,--no-as-needed']),
    ...libraries.map((library) => `-l:${library.slice(library.lastIndexOf('/') + 1)}`),
  ]);
  if (result.exitCode !== 0) {
    throw new InstallError(
      'install-compile',
      backend,
      `${compiler} did not compile TensorFlow.js’s binding (${complaint(result)}).`,
    );
  }
  await rm(join(folder, 'deps/include'), { recursive: true });
}
