import { fileURLToPath } from 'node:url';

/** Where the committed results lie. */
export const RESULTS_FOLDER = fileURLToPath(new URL('../../results', import.meta.url));
