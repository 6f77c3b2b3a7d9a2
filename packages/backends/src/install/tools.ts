import type { InstallSurroundings } from './surroundings.js';
import type { RunProcess } from './run-process.js';

/** The programs that an installation from wheels takes. */
export interface Tools {
  /** pip, with the arguments that it is called by: `['python3', '-m', 'pip']`. */
  readonly pip: readonly string[];
  readonly compiler: string;
}

const PIPS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']] as const;

/** Finds pip and a C++ compiler; what is not there is left out. */
export async function findTools({ run, env }: Pick<InstallSurroundings, 'run' | 'env'>): Promise<Partial<Tools>> {
  const compilers = [env.CXX, 'c++', 'g++', 'clang++'].filter((name) => name !== undefined && name !== '');
  const pip = await firstThatWorks(run, PIPS);
  const compiler = await firstThatWorks(
    run,
    compilers.map((name) => [name!]),
  );
  return { ...(pip && { pip }), ...(compiler && { compiler: compiler[0]! }) };
}

/** Whether npm is there. */
export const hasNpm = async (run: RunProcess): Promise<boolean> => (await firstThatWorks(run, [['npm']])) !== undefined;

async function firstThatWorks(
  run: RunProcess,
  commands: readonly (readonly string[])[],
): Promise<readonly string[] | undefined> {
  for (const command of commands) {
    const [program, ...args] = command;
    if ((await run(program!, [...args, '--version'])).exitCode === 0) return command;
  }
  return undefined;
}
