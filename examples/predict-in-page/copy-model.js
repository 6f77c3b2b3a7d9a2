// @ts-check
// Puts the model that comes along where the page fetches it from.
import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/exact-small/model.json')));
cpSync(folder, fileURLToPath(new URL('public/model', import.meta.url)), { recursive: true });
