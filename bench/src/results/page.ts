import { join } from 'node:path';
import * as z from 'zod/mini';
import { machineSchema, readJson } from './results-file.js';

const imagesPerSecond = z.array(z.number().check(z.positive())).check(z.minLength(1));
/** Work of more than 50 ms at once on the page's own thread. */
const longTasks = z.strictObject({ count: z.int(), longestMilliseconds: z.number() });
const score = z.int().check(z.gte(0), z.lte(100));

/** The content of `results/page.json`, which `pnpm --filter web-demo measure` writes. */
const pageResultsSchema = z.strictObject({
  machine: machineSchema,
  chromium: z.string(),
  firstLoad: z.strictObject({ scriptGzipBytes: z.int(), weightBytes: z.int() }),
  strokeToAnswer: z.strictObject({
    moves: z.int(),
    medianMilliseconds: z.number(),
    p95Milliseconds: z.number(),
    longTasks,
  }),
  /** The same training in the page and in Node, in turn: images per second, round by round. */
  training: z.strictObject({
    recipe: z.string(),
    images: z.int(),
    page: imagesPerSecond,
    node: imagesPerSecond,
    longTasks: z.array(longTasks),
  }),
  lighthouse: z.strictObject({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
});

export type PageResults = z.output<typeof pageResultsSchema>;

export const readPageResults = (folder: string): PageResults => readJson(join(folder, 'page.json'), pageResultsSchema);
