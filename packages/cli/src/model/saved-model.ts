import { existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { MODEL_FILE } from '@mnist-adder/model';
import { modelFolder, MODELS } from '@mnist-adder/models';
import { findRuns, type FoundRun } from '@mnist-adder/trainer/node';
import * as z from 'zod/mini';
import { CliError, usageError } from '../definition/cli-error.js';
import { LATEST, type Named } from '../definition/names.js';
import { near } from '../definition/nearest.js';
import { isExported, type ModelFacts } from './exported-model.js';

/** Where names of runs are looked up. */
interface Places {
  /** The directory that relative paths start from. */
  readonly folder: string;
  /** The directory of the runs. Default: `runs` in that folder. */
  readonly runsFolder?: string | undefined;
}

/**
 * The directory of a saved model, or an exported file. The user may give a path, the name of a run, that of a bundled model, or `latest`. Of
 * a run it is `model/` in its directory. If the user gave nothing, it is the bundled model `adder-small`. A path may not exist: the function
 * that reads it says so.
 *
 * @throws `CliError` `unknown-name` if nothing has the name, or more than one thing has it, or the run has no model yet.
 */
export async function findModel(given: string | undefined, places: Places): Promise<string> {
  if (given === undefined) return modelFolder('adder-small');
  const found = await find('model', given, places, { what: 'run with a model', fits: hasModel });
  if (existsSync(join(found, MODEL_FILE))) return found;
  if (hasModel({ folder: found })) return join(found, 'model');
  if (!isRun(found)) return found;
  throw unknownName(`The run ${found} has no model yet: finish it with mnist-adder train --resume ${given}.`);
}

/**
 * The directory of a saved model, as {@link findModel} finds it.
 *
 * @throws `CliError` `usage` if it is an exported file, which can only predict.
 */
export async function findSavedModel(given: string | undefined, places: Places): Promise<string> {
  const found = await findModel(given, places);
  if (!isExported(found)) return found;
  throw usageError(`${found} is an exported model, which can only predict: give the saved model behind it.`);
}

/**
 * The directory of a run. The user may give a path, the name of the run, or `latest`. A path may not exist: the function that reads it says
 * so.
 *
 * @param state the state of a run that can be the latest one. Default: any.
 * @throws `CliError` `unknown-name` if nothing has the name, or more than one thing has it.
 */
export const findRun = (given: string, places: Places, state?: FoundRun['state']): Promise<string> =>
  find('run', given, places, {
    what: state === undefined ? 'run' : `${state} run`,
    fits: (run) => state === undefined || run.state === state,
  });

/** Which run can be the latest one. */
interface Latest {
  readonly what: string;
  readonly fits: (run: FoundRun) => boolean;
}

const isRun = (folder: string) => existsSync(join(folder, 'config.json'));
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
const hasModel = ({ folder }: Pick<FoundRun, 'folder'>) => existsSync(join(folder, 'model', MODEL_FILE));

async function find(
  kind: Named,
  given: string,
  { folder, runsFolder = resolve(folder, 'runs') }: Places,
  latest: Latest,
): Promise<string> {
  const path = resolve(folder, given);
  // What has a separator in it is a path, and so are `.` and `..`.
  if (given === '' || basename(given) !== given || basename(path) !== given) return path;
  // A run or a model at the path itself is what is meant.
  if (isRun(path) || existsSync(join(path, MODEL_FILE)) || hasModel({ folder: path }) || isFile(path)) return path;
  const found = [
    ...(isRun(join(runsFolder, given)) ? [join(runsFolder, given)] : []),
    ...(kind === 'model' ? MODELS.filter((name) => name === given).map(modelFolder) : []),
    ...(given === LATEST ? await newestRun(runsFolder, latest) : []),
  ];
  if (found.length === 1) return found[0]!;
  if (found.length > 1) throw unknownName(`${given} could be ${found.join(' or ')}: give one of these paths.`);
  // The function that reads it says what is wrong with it.
  if (existsSync(path)) return path;
  if (given === LATEST) throw unknownName(`There is no ${latest.what} in ${runsFolder}: name a ${kind} by its path.`);
  throw unknownName(await unknownText(kind, given, runsFolder));
}

/** The newest run that fits, if there is one. */
async function newestRun(runsFolder: string, { fits }: Latest): Promise<string[]> {
  const { runs } = await findRuns(runsFolder);
  const newest = runs.filter(fits).sort((a, b) => b.begun.getTime() - a.begun.getTime());
  return newest.slice(0, 1).map((run) => run.folder);
}

async function unknownText(kind: Named, given: string, runsFolder: string): Promise<string> {
  const { runs } = await findRuns(runsFolder);
  const names = [...runs.map(({ name }) => name), ...(kind === 'model' ? MODELS : [])];
  const meant = near([...names, LATEST], given);
  const known = names.length === 0 ? '' : `name ${names.slice(0, 9).join(', ')}, or `;
  const remedy = meant === undefined ? `${known}give a path` : `did you mean ${meant}?`;
  const what = kind === 'model' ? `no model ${given}, and no run of that name` : `no run ${given}`;
  return `There is ${what} in ${runsFolder}: ${remedy}${meant === undefined ? '.' : ''}`;
}

/** A path as the user would write it: relative, if it is below the user's folder. */
export function shortened(path: string, folder: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') ? path : short;
}

const unknownName = (message: string) => new CliError('unknown-name', message);

/** The schema of a saved model in a command's `--json`. */
export const modelDocument = z.strictObject({
  folder: z.string().check(z.describe('its directory, or its file if it is an exported one')),
  recipe: z.nullable(z.string()).check(z.describe('the id of the recipe that trained it')),
  seed: z.int(),
});

/** A saved model in a command's `--json`. */
export type ModelDocument = z.output<typeof modelDocument>;

/** Describes a saved model for a command's `--json`. */
export function describeModel(folder: string, { recipe, seed }: ModelFacts): ModelDocument {
  const id = typeof recipe === 'object' && recipe !== null && 'id' in recipe ? recipe.id : null;
  return { folder, recipe: typeof id === 'string' ? id : null, seed };
}
