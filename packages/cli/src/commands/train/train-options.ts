import type { SETTINGS } from '../../program/vocabulary.js';

type SettingPath = (typeof SETTINGS)[number]['path'];

/** What a run was asked to be on the command line, as far as it was said; settings of the recipe as they were typed. */
export interface TrainOptions extends Partial<Record<SettingPath, string>> {
  readonly recipe?: string;
  readonly config?: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly digits?: number;
  readonly seed?: number;
  readonly backend?: string;
  readonly threads?: number;
  readonly data?: string;
  readonly from?: string;
  readonly teacher?: readonly string[];
  readonly out?: string;
  /** The directory of a run to go on with, in place of all that says what a run is. */
  readonly resume?: string;
  /** In seconds. */
  readonly checkpointEvery: number;
  readonly tensorboard: boolean;
  readonly printConfig?: boolean;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}
