import { fileURLToPath } from 'node:url';

/** Where the committed figures lie. */
export const FIGURES_FOLDER = fileURLToPath(new URL('../../figures', import.meta.url));
