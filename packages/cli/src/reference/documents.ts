import * as z from 'zod/mini';
import { backendInstallDocument, backendListDocument, backendRemoveDocument } from '../commands/backend/document.js';
import { dataExportDocument, dataInfoDocument, dataShowDocument } from '../commands/data/document.js';
import { doctorDocument } from '../commands/doctor/checks.js';
import { evaluateDocument } from '../commands/evaluate/document.js';
import { exportDocument } from '../commands/export/document.js';
import { predictDocument } from '../commands/predict/document.js';
import { recipeDocument, recipesDocument } from '../commands/recipes/document.js';
import { runsCleanDocument, runsCompareDocument, runsDocument, runsShowDocument } from '../commands/runs/document.js';
import {
  trainConfigDocument,
  trainDocument,
  trainLineDocument,
  trainPlanDocument,
} from '../commands/train/document.js';
import { errorDocument } from '../definition/error-document.js';

/** The schema of `report --json`. */
export const reportDocument = z.strictObject({ report: z.string().check(z.describe('the file')), opened: z.boolean() });

/** The schema of `completion --json`. */
export const completionDocument = z.strictObject({ shell: z.string(), script: z.string() });

/** The schema of each command's `--json`, by the command and the option that makes it another document. */
export const DOCUMENTS: Readonly<Record<string, z.ZodMiniType>> = {
  train: trainDocument,
  'train --print-config': trainConfigDocument,
  'train --dry-run': trainPlanDocument,
  'train --json-lines': trainLineDocument,
  evaluate: evaluateDocument,
  predict: predictDocument,
  recipes: recipesDocument,
  'recipes show': recipeDocument,
  runs: runsDocument,
  'runs show': runsShowDocument,
  'runs compare': runsCompareDocument,
  'runs clean': runsCleanDocument,
  report: reportDocument,
  export: exportDocument,
  'data info': dataInfoDocument,
  'data show': dataShowDocument,
  'data export': dataExportDocument,
  backend: backendListDocument,
  'backend list': backendListDocument,
  'backend install': backendInstallDocument,
  'backend remove': backendRemoveDocument,
  doctor: doctorDocument,
  completion: completionDocument,
  error: errorDocument,
};

/** The name of the file with a document's schema. */
export const schemaFile = (name: string): string => `${name.replace(/ (--)?/g, '-')}.json`;

/** A document's schema as JSON Schema (draft 2020-12). */
export function schemaText(name: string): string {
  const schema = z.toJSONSchema(DOCUMENTS[name]!, { io: 'output', unrepresentable: 'any' });
  return `${JSON.stringify({ title: `mnist-adder ${name} --json`, ...schema }, null, 2)}\n`;
}
