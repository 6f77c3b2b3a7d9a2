// Preloaded into the program: sends it a signal once its run has done so many steps, from within. A test that watches from
// outside may come too late on a busy machine.
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';

const { METRICS_LOG, STEPS, SIGNAL } = process.env;
const timer = setInterval(() => {
  if (!existsSync(METRICS_LOG) || readFileSync(METRICS_LOG, 'utf8').split('"type":"step"').length <= Number(STEPS))
    return;
  clearInterval(timer);
  process.kill(process.pid, SIGNAL);
}, 1);
timer.unref();
