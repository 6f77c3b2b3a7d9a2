import { mkdirSync } from 'node:fs';
import { checkApiReport, REPORTS } from './api-report.js';
import { LIBRARIES } from './published.js';

mkdirSync(REPORTS, { recursive: true });
for (const library of LIBRARIES) for (const entry of library.entries) checkApiReport(library, entry, true);
