import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a small data set that another tool wrote. `fixtures/README.md` says how. */
export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** The content of one. */
export const fixtureBytes = (name: string): Uint8Array => new Uint8Array(readFileSync(fixture(name)));
