import * as z from 'zod/mini';
import { readySchema, type Contestant, type Ready, type ReadyContestant } from './contestant.js';
import { startLineProcess, type LineProcess } from './line-process.js';

/** The length of a contest. */
export interface Rounds {
  readonly count: number;
  /** Seconds that each contestant runs in each round. */
  readonly seconds: number;
}

/** What a contestant did in a contest. */
export interface Performance extends Ready {
  readonly contestant: Contestant;
  /** The milliseconds of every run, round by round. */
  readonly rounds: readonly (readonly number[])[];
}

interface InterleaveOptions {
  readonly contestants: readonly Contestant[];
  readonly rounds: Rounds;
  /** Receives progress messages. */
  readonly say: (text: string) => void;
  /** Compares what the contestants calculated, before anything is timed. */
  readonly check: (contestants: readonly ReadyContestant[]) => void;
  /** Default: starts the contestant's command. */
  readonly start?: (contestant: Contestant) => LineProcess;
  /** Waits between two turns. Default: 300 ms. */
  readonly pause?: () => Promise<void>;
}

const runsSchema = z.array(z.number()).check(z.minLength(1));

/** Long enough that the threads of the previous contestant go to sleep. */
const PAUSE_MILLISECONDS = 300;

/**
 * Runs contestants in turn, round after round, each in a process that stays alive: whatever slows the machine down for a while
 * slows all of them down. The first round is for warming up and does not count. The order changes from round to round.
 */
export async function interleave({
  contestants,
  rounds,
  say,
  check,
  start = ({ command, args }) => startLineProcess(command, args),
  pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS)),
}: InterleaveOptions): Promise<Performance[]> {
  const processes: LineProcess[] = [];
  try {
    const entries: { contestant: Contestant; process: LineProcess; ready: Ready; rounds: number[][] }[] = [];
    for (const contestant of contestants) {
      say(`${contestant.name} starts`);
      const process = start(contestant);
      processes.push(process);
      entries.push({ contestant, process, ready: readySchema.parse(JSON.parse(await process.next())), rounds: [] });
    }
    check(entries);
    for (let round = 0; round <= rounds.count; round++) {
      say(round === 0 ? 'warming up' : `round ${round} of ${rounds.count}`);
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[(i + round) % entries.length]!;
        if (entry.contestant.slow === true && round !== 1) continue;
        const runs = runsSchema.parse(JSON.parse(await entry.process.ask(String(rounds.seconds))));
        if (round > 0) entry.rounds.push(runs);
        await pause();
      }
    }
    return entries.map(({ contestant, ready, rounds }) => ({ contestant, ...ready, rounds }));
  } finally {
    for (const process of processes) await process.close();
  }
}
