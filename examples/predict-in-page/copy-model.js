// @ts-check
// Puts the model that comes along where the page fetches it from.
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelFolder } from '@mnist-adder/models';

cpSync(modelFolder('exact-small'), fileURLToPath(new URL('public/model', import.meta.url)), { recursive: true });
