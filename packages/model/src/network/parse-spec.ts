import { specError } from '../model-error.js';
import type { AdderSpec } from './adder-spec.js';
import type { Backbone, Definitions, Head } from './definition.js';
import { BACKBONES, createAdderSpecSchema, HEADS, IN_WORDS } from './spec-schema.js';

/**
 * Checks a spec and fills in its defaults.
 *
 * @param definitions backbones and heads of your own that the spec may use.
 * @throws `ModelError` `spec` if it is not valid, naming the first invalid setting.
 */
export function parseAdderSpec(value: unknown, definitions: Definitions = {}): AdderSpec {
  const result = createAdderSpecSchema(definitions).safeParse(value, IN_WORDS);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw specError(issue.path.join('.'), issue.message, result.error);
}

/**
 * The backbone of a type.
 *
 * @throws `ModelError` `spec` if there is none.
 */
export const findBackbone = (type: string, { backbones = [] }: Definitions = {}): Backbone =>
  find<Backbone>('backbone', type, [...BACKBONES, ...backbones]);

/**
 * The head of a type.
 *
 * @throws `ModelError` `spec` if there is none.
 */
export const findHead = (type: string, { heads = [] }: Definitions = {}): Head =>
  find<Head>('head', type, [...HEADS, ...heads]);

function find<Part extends Backbone | Head>(kind: 'backbone' | 'head', type: string, parts: readonly Part[]): Part {
  const part = parts.find((candidate) => candidate.type === type);
  if (part !== undefined) return part;
  throw specError(`${kind}.type`, `there is no ${type}, only ${parts.map((part) => part.type).join(', ')}`, undefined);
}
