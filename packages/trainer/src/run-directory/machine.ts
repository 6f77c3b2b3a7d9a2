import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine of a run or a measurement. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** The version of Node. */
  readonly node: string;
  /** Operating system and architecture: `linux-x64`. */
  readonly platform: string;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}
