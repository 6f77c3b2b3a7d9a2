import { isGzip } from './gzip.js';

/** What a file holds that is not what its name says, and what to do about it. */
export interface OtherContent {
  /** What the file is, in words. Undefined if it is nothing known. */
  readonly found?: string;
  readonly advice?: string;
}

const BY_BEGINNING: readonly (readonly [beginning: RegExp, found: string, advice: string])[] = [
  [
    /^\s*(<!doctype html|<html|<head)/i,
    'a web page',
    'A server sent the page instead of the file: fetch it elsewhere.',
  ],
  [/^\s*<\?xml/i, 'an XML document', 'A server sent it instead of the file: fetch it elsewhere.'],
  [/^version https:\/\/git-lfs/, 'a pointer to the file in Git LFS', 'Fetch the file itself with git lfs pull.'],
  [/^PK/, 'a zip archive', 'Unpack it first.'],
  [/^\x93NUMPY/, 'a NumPy array', 'Write it as an IDX file first.'],
];

/** Tells by its first bytes what a file is that should have been something else. */
export function otherContent(bytes: Uint8Array): OtherContent {
  if (isGzip(bytes)) return { found: 'a gzip stream', advice: 'Decompress it first.' };
  const beginning = String.fromCharCode(...bytes.subarray(0, 200)).replace(/^\xef\xbb\xbf/, '');
  const known = BY_BEGINNING.find(([pattern]) => pattern.test(beginning));
  return known === undefined ? {} : { found: known[1], advice: known[2] };
}
