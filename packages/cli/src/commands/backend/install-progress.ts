import type { SingleBar } from 'cli-progress';
import type { InstallEvent } from '@mnist-adder/backends';
import { startBar } from '../../terminal/progress-bar.js';
import { styleOf } from '../../terminal/style.js';
import type { Terminal } from '../../terminal/style.js';

/** Shows how an installation goes: a line for each stage, and a bar where lines can be redrawn. */
export function showInstall({ stderr, env }: Terminal): { onEvent: (event: InstallEvent) => void; end: () => void } {
  const style = styleOf(stderr, env);
  let bar: SingleBar | undefined;
  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  const onEvent = (event: InstallEvent) => {
    if (event.type === 'stage') {
      end();
      stderr.write(`${event.text}\n`);
    } else if (style.redraw) {
      const [total, done] = [megabytes(event.totalBytes), megabytes(event.doneBytes)];
      bar ??= startBar({ stream: stderr, style, format: '  {bar} {value} of {total} MB', textWidth: 24, total });
      bar.update(done);
    }
  };
  return { onEvent, end };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);
