import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED } from './published.js';

/**
 * Packs every package as it would be published, with versions instead of `catalog:` and `workspace:`.
 *
 * @param folder folder of the tarballs. It is created.
 * @returns the tarballs by the names of the packages.
 */
export function packAll(folder: string): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true });
  return new Map(
    PUBLISHED.map(({ name, folder: cwd }) => {
      const packed = execFileSync('pnpm', ['pack', '--json', '--pack-destination', folder], { cwd, encoding: 'utf8' });
      const { filename } = JSON.parse(packed) as { filename: string };
      return [name, join(folder, filename.slice(filename.lastIndexOf('/') + 1))];
    }),
  );
}
