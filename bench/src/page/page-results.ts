import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../json-file.js';
import { machineSchema } from '../machine.js';

const imagesPerSecond = z.array(z.number().positive()).min(1);
const score = z.int().min(0).max(100);

/** What `pnpm --filter web-demo measure` measured of the page. */
const pageResultsSchema = z.strictObject({
  machine: machineSchema,
  chromium: z.string(),
  firstLoad: z.strictObject({ scriptGzipBytes: z.int(), weightBytes: z.int() }),
  strokeToAnswer: z.strictObject({ moves: z.int(), medianMilliseconds: z.number(), p95Milliseconds: z.number() }),
  /** Of the same training in the page and in Node, in turn. */
  training: z.strictObject({
    recipe: z.string(),
    images: z.int(),
    page: imagesPerSecond,
    node: imagesPerSecond,
  }),
  lighthouse: z.strictObject({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
});

export type PageResults = z.output<typeof pageResultsSchema>;

export const readPageResults = (folder: string): PageResults => readJson(join(folder, 'page.json'), pageResultsSchema);
