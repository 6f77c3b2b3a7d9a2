import { installBackend, type InstallableBackend } from '@mnist-adder/backends';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { megabytes } from '../../terminal/format.js';
import { showInstall } from './install-progress.js';

/** What `backend install` is asked for. */
export interface InstallOptions {
  readonly name: InstallableBackend;
  readonly force?: boolean;
}

/** Installs a backend, and shows how it goes. */
export async function install({ name, force = false }: InstallOptions, { terminal }: Surroundings): Promise<Answer> {
  const progress = showInstall(terminal);
  try {
    const { installation, wasThere } = await installBackend(name, { force, onEvent: progress.onEvent });
    const { folder, sizeBytes } = installation;
    const what = wasThere ? 'is installed already' : 'is installed';
    return {
      document: { backend: name, folder, bytes: sizeBytes, wasThere },
      text: `${name} ${what}: ${megabytes(sizeBytes)} in ${folder}`,
    };
  } finally {
    progress.end();
  }
}
