import { installBackend, removeBackend, type InstallableBackend, type InstallEvent } from '@mnist-adder/backends';
import type { SingleBar } from 'cli-progress';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { megabytes } from '../../terminal/format.js';
import { oneLine, write, type Terminal } from '../../terminal/output.js';
import { startBar } from '../../terminal/progress-bar.js';
import { styleOf } from '../../terminal/style.js';

/** The options of `backend install`. */
export interface InstallOptions {
  readonly name: InstallableBackend;
  readonly force?: boolean | undefined;
}

/** Installs a backend and shows the progress. */
export async function install({ name, force = false }: InstallOptions, { terminal }: CliContext): Promise<Answer> {
  const progress = showProgress(terminal);
  try {
    const { installation, wasThere } = await installBackend(name, { force, onEvent: progress.onEvent });
    const { folder, sizeBytes } = installation;
    const state = wasThere ? 'was installed before' : 'is installed';
    return {
      document: { backend: name, folder, bytes: sizeBytes, wasThere },
      text: oneLine(`${name} ${state}: ${megabytes(sizeBytes)} in ${folder}`),
    };
  } finally {
    progress.end();
  }
}

/** Removes everything that was installed for a backend. */
export async function remove({ name }: { readonly name: InstallableBackend }): Promise<Answer> {
  const bytes = await removeBackend(name);
  const text = bytes === 0 ? `${name} is not installed` : `${name} is removed: ${megabytes(bytes)} freed`;
  return { document: { backend: name, bytes }, text };
}

/** Shows the progress of an installation: a line for each stage, and a bar if lines can be redrawn. */
function showProgress({ stderr, env }: Terminal): { onEvent: (event: InstallEvent) => void; end: () => void } {
  const style = styleOf(stderr, env);
  let bar: SingleBar | undefined;
  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  const onEvent = (event: InstallEvent) => {
    if (event.type === 'stage') {
      end();
      write(stderr, env, `${oneLine(event.text)}\n`);
    } else if (style.redraw) {
      const [total, done] = [event.totalBytes, event.doneBytes].map((bytes) => Math.round(bytes / 1e6));
      bar ??= startBar({
        stream: stderr,
        style,
        format: '  {bar} {value} of {total} MB',
        textWidth: 24,
        total: total!,
      });
      bar.update(done!);
    }
  };
  return { onEvent, end };
}
