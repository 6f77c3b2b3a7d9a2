import cliProgress from 'cli-progress';
import type { InstallEvent } from '../backend/install/surroundings.js';
import { canRedraw, canShowUnicode } from '../start/terminal.js';
import type { Terminal } from '../start/terminal.js';

/** Shows how an installation goes: a line for each stage, and a bar where lines can be redrawn. */
export function showProgress(terminal: Terminal): { onEvent: (event: InstallEvent) => void; end: () => void } {
  const { stdout } = terminal;
  const unicode = canShowUnicode(terminal);
  let bar: cliProgress.SingleBar | undefined;
  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  const onEvent = (event: InstallEvent) => {
    if (event.type === 'stage') {
      end();
      stdout.write(`${event.text}\n`);
    } else if (canRedraw(terminal)) {
      bar ??= startBar(event.totalBytes);
      bar.update(megabytes(event.doneBytes));
    }
  };
  const startBar = (totalBytes: number) => {
    const started = new cliProgress.SingleBar({
      format: '  {bar} {value} of {total} MB',
      barCompleteChar: unicode ? '█' : '#',
      barIncompleteChar: unicode ? '░' : '-',
      barsize: 24,
      clearOnComplete: true,
      stream: stdout,
      // As with training: Ctrl-C can end the program at once with nothing to restore.
      gracefulExit: false,
      hideCursor: false,
    });
    started.start(megabytes(totalBytes), 0);
    return started;
  };
  return { onEvent, end };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);
