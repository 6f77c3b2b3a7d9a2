/** What is made of the definitions, and committed. */
export const VOCABULARY = new URL('../../src/program/vocabulary.ts', import.meta.url);
export const PAGE = new URL('../../../../docs/cli.md', import.meta.url);
export const SCHEMAS = new URL('../../schemas/', import.meta.url);
