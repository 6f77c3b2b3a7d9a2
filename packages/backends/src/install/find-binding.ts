import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The native part of a folder of tfjs-node, if it has one: that for the newest Node-API that this Node has. */
export function findBinding(folder: string): string | undefined {
  const parent = join(folder, 'lib');
  if (!existsSync(parent)) return undefined;
  return readdirSync(parent)
    .map((name) => ({
      file: join(parent, name, 'tfjs_binding.node'),
      version: Number(/^napi-v(\d+)$/.exec(name)?.[1]),
    }))
    .filter(({ file, version }) => version <= Number(process.versions.napi) && existsSync(file))
    .sort((a, b) => b.version - a.version)[0]?.file;
}
