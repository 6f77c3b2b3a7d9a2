import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { trainingProfileSchema } from './training-profile.js';
import type { TrainingProfile } from './training-profile.js';

const PROGRAM = fileURLToPath(new URL('profile-recipe.js', import.meta.url));

/** Profiles recipes one after the other, each for some seconds. */
export function profileRecipes(
  ids: readonly string[],
  seconds: number,
  say: (text: string) => void,
): TrainingProfile[] {
  return ids.map((id) => {
    say(`profile of ${id}`);
    const output = execFileSync(process.execPath, [PROGRAM, id, String(seconds)], { encoding: 'utf8' });
    return trainingProfileSchema.parse(JSON.parse(output));
  });
}
