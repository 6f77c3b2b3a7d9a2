import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InstallError } from './install-error.js';
import { complaint } from './run-process.js';
import type { RunProcess } from './run-process.js';

/** Up to which version of Node-API the binding goes: the one that every Node here has. */
const NAPI_VERSION = 8;

/** Ours, which lets signals wait while TensorFlow works. */
const SIGNAL_GUARD = fileURLToPath(new URL('../../native/signal-guard.cc', import.meta.url));

/**
 * Compiles TensorFlow.js's binding from its sources against the libtensorflow in its `deps`, as its own build does, and
 * puts it where its own install script does.
 *
 * @param folder of the TensorFlow.js package.
 */
export async function compileBinding({
  backend,
  folder,
  headers,
  libraries,
  compiler,
  run,
}: {
  backend: string;
  folder: string;
  /** The folder of Node-API's headers. */
  headers: string;
  /** Libraries in `deps` that the binding is to load besides. */
  libraries: readonly string[];
  compiler: string;
  run: RunProcess;
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
      // Found from where the binding lies, wherever the whole is moved.
      `-Wl,-rpath,$ORIGIN/../../deps/${name}`,
    ]),
    '-l:libtensorflow_cc.so.2',
    '-l:libtensorflow_framework.so.2',
    // Loaded with the binding although it calls nothing in them: TensorFlow asks for them by name alone.
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
