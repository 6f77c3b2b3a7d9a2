import { writeFileSync } from 'node:fs';
import { vocabularyModule } from './vocabulary.js';

writeFileSync(new URL('../../src/program/vocabulary.ts', import.meta.url), vocabularyModule());
