import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A setting of a recipe, as an option of the command line. */
export interface Setting {
  /** Its place in the recipe: `training.optimizer.momentum`. */
  readonly path: string;
  /** What it may be: `number`, or a choice of words, `last|best`. */
  readonly value: string;
  /** One sentence. */
  readonly meaning: string;
}

const SOURCE = fileURLToPath(new URL('../../../trainer/src/recipe/recipe.ts', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../../trainer/tsconfig.json', import.meta.url));

/** What describes a recipe and sets nothing. */
const DESCRIPTION = new Set(['id', 'summary', 'source', 'choices', 'reported']);

/** Reads the settings off the type `Recipe` of the trainer: names, values and doc comments. */
export function readRecipeSettings(): Setting[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const { options } = ts.getParsedCommandLineOfConfigFile(CONFIG, {}, host)!;
  const program = ts.createProgram([SOURCE], options);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(SOURCE)!)!);
  const recipe = checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === 'Recipe')!);
  return settingsOf(checker, recipe, '').filter(({ path }) => !DESCRIPTION.has(path));
}

/** What one name stands for in the variants of a type that have it. */
interface Property {
  readonly types: ts.Type[];
  readonly meanings: Set<string>;
  /** The variants that have it, by their `type`. */
  readonly variants: string[];
}

function settingsOf(checker: ts.TypeChecker, type: ts.Type, path: string): Setting[] {
  const variants = variantsOf(checker, type);
  const properties = new Map<string, Property>();
  for (const variant of variants) {
    const variantName = nameOf(checker, variant);
    for (const symbol of checker.getPropertiesOfType(variant)) {
      const property = properties.get(symbol.name) ?? { types: [], meanings: new Set(), variants: [] };
      property.types.push(checker.getNonNullableType(checker.getTypeOfSymbol(symbol)));
      const sentence = firstSentence(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
      if (sentence !== '') property.meanings.add(sentence);
      property.variants.push(variantName);
      properties.set(symbol.name, property);
    }
  }
  return [...properties].flatMap(([name, { types, meanings, variants: having }]) => {
    const place = path === '' ? name : `${path}.${name}`;
    if (types.length === 1 && variantsOf(checker, types[0]!).length > 0) return settingsOf(checker, types[0]!, place);
    const only = name !== 'type' && having.length < variants.length ? ` (${having.join(', ')})` : '';
    return [{ path: place, value: valueText(checker, types), meaning: `${[...meanings][0] ?? ''}${only}` }];
  });
}

/** The objects that a type is, or is one of; none where it is a number, a word or a list. */
function variantsOf(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  const parts = type.isUnion() ? type.types : [type];
  return parts.filter((part) => (part.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(part));
}

function nameOf(checker: ts.TypeChecker, variant: ts.Type): string {
  const symbol = variant.getProperty('type');
  const type = symbol && checker.getTypeOfSymbol(symbol);
  return type?.isStringLiteral() === true ? type.value : '';
}

function valueText(checker: ts.TypeChecker, types: readonly ts.Type[]): string {
  const words = types
    .flatMap((type) => (type.isUnion() ? type.types : [type]))
    .map((type) => (type.isStringLiteral() ? type.value : undefined));
  if (words.every((word) => word !== undefined)) return words.join('|');
  return types.some((type) => checker.isArrayLikeType(type)) ? 'list' : checker.typeToString(types[0]!);
}

/** The first sentence of a comment without its full stop, as an option is described. */
function firstSentence(comment: string): string {
  const sentence = comment
    .replace(/\s+/g, ' ')
    .split(/(?<=[.;:])\s/)[0]!
    .replace(/[.;:,]$/, '');
  return sentence.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}
