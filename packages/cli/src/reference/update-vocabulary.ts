import { writeFileSync } from 'node:fs';
import { VOCABULARY } from './places.js';
import { vocabularyModule } from './vocabulary.js';

// Before the rest of the reference, which is made by the program as it is built with these words.
writeFileSync(VOCABULARY, vocabularyModule());
