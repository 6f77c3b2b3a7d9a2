import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIBRARIES } from './published.js';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** The folder of this repository. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const ONLY_REGISTRY = fileURLToPath(new URL('../test/only-registry.cjs', import.meta.url));

/** Development dependencies of the project: two versions of TypeScript and two bundlers. */
const TOOLS = {
  '@types/node': '20.19.43',
  esbuild: '0.28.2',
  'typescript-5': 'npm:typescript@5.9.3',
  'typescript-6': 'npm:typescript@6.0.3',
  vite: '8.3.8',
};

/** A project outside the repository that has installed the packages from their tarballs with npm. */
export interface OutsideProject {
  readonly folder: string;
  /** Paths of the examples' programs, within the folder. */
  readonly examples: readonly string[];
  /** Paths of the READMEs' programs, within the folder. */
  readonly readmes: readonly string[];
}

/**
 * Creates the project: the examples with all their dependencies, and each block of TypeScript of the libraries' READMEs.
 *
 * @param folder a folder outside this repository, so that Node finds none of its modules.
 * @param tarballs by the names of the packages.
 */
export function createOutsideProject(folder: string, tarballs: ReadonlyMap<string, string>): OutsideProject {
  const names = readdirSync(EXAMPLES, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const dependencies: Record<string, string> = {};
  for (const name of names) {
    const manifest = JSON.parse(readFileSync(join(EXAMPLES, name, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    Object.assign(dependencies, manifest.dependencies);
    cpSync(join(EXAMPLES, name), join(folder, name), {
      recursive: true,
      filter: (path) => !['node_modules', 'public', 'dist'].includes(basename(path)),
    });
  }
  for (const [name, file] of tarballs) dependencies[name] = `file:${file}`;
  const manifest = { name: 'outside', private: true, type: 'module', dependencies, devDependencies: TOOLS };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  installFromRegistry(folder);
  const examples = names.flatMap((name) =>
    readdirSync(join(folder, name)).flatMap((file) => (file.endsWith('.js') ? [join(name, file)] : [])),
  );
  return { folder, examples, readmes: writeReadmeCode(folder) };
}

/** The npm registry of this machine. */
export const registry = (): string => execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();

/** The environment in which no Node, and none that it starts, reaches another host than the npm registry. */
export const registryOnly = (): NodeJS.ProcessEnv => ({
  ...process.env,
  REGISTRY: registry(),
  NODE_OPTIONS: `--require=${JSON.stringify(ONLY_REGISTRY)}`,
});

/** Installs a project's dependencies with npm, install scripts included. Only the npm registry can be reached meanwhile. */
export function installFromRegistry(folder: string): void {
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...options], { cwd: folder, env: registryOnly() });
}

/** Writes each program of the repository's README and of the libraries' into a file. */
function writeReadmeCode(folder: string): string[] {
  mkdirSync(join(folder, 'readme'));
  return [{ name: 'repository', folder: REPOSITORY }, ...LIBRARIES].flatMap(({ name, folder: documented }) =>
    readmePrograms(join(documented, 'README.md')).map((code, i) => {
      const file = join('readme', `${basename(name)}-${i + 1}.ts`);
      writeFileSync(join(folder, file), code);
      return file;
    }),
  );
}

/** The blocks of TypeScript and JavaScript in a Markdown file. */
export const readmePrograms = (file: string): string[] =>
  Array.from(readFileSync(file, 'utf8').matchAll(/^```[jt]s\n(.*?)^```/gms), ([, code]) => code!);
