import english from 'zod/v4/locales/en.js';

/** Has a schema say what is wrong. Zod's small face leaves that out, for pages that would not show it. */
export const IN_WORDS = { error: english().localeError };
