import type { Argument, Option } from 'commander';

/** What a name stands for: a run, or a model, which may be that of a run. */
export type Named = 'run' | 'model';

/** The name of the newest run that fits. */
export const LATEST = 'latest';

const NAMED = new WeakMap<Option | Argument, Named>();

/** Marks an option or an argument whose value may be a name. Completion offers such names. */
export function naming<Item extends Option | Argument>(kind: Named, item: Item): Item {
  NAMED.set(item, kind);
  return item;
}

/** What an option or an argument names; undefined if it does not name a run or a model. */
export const namedBy = (item: Option | Argument): Named | undefined => NAMED.get(item);
