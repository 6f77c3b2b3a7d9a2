import leven from 'leven';

/** The name that is most like a text, which is likely a misspelling of it; undefined if there are no names. */
export function nearest<Name extends string>(names: readonly Name[], text: string): Name | undefined {
  // A name that starts with the text is nearer than a short one that does not.
  const begun = names.filter((candidate) => candidate.startsWith(text));
  const [first, ...others] = begun.length > 0 ? begun : names;
  if (first === undefined) return undefined;
  return others.reduce((best, other) => (leven(other, text) < leven(best, text) ? other : best), first);
}

/** The name that a text is likely a misspelling of; undefined if none is near. */
export function near<Name extends string>(names: readonly Name[], text: string): Name | undefined {
  const best = nearest(names, text);
  if (best === undefined) return undefined;
  return best.startsWith(text) || leven(best, text) <= Math.max(2, text.length / 3) ? best : undefined;
}
