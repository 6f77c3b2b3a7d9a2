import { removeBackend, type InstallableBackend } from '@mnist-adder/backends';
import type { Answer } from '../../program/answer.js';
import { megabytes } from '../../terminal/format.js';

/** Removes all that was installed for a backend. */
export async function remove({ name }: { readonly name: InstallableBackend }): Promise<Answer> {
  const bytes = await removeBackend(name);
  const text = bytes === 0 ? `${name} is not installed` : `${name} is removed: ${megabytes(bytes)}`;
  return { document: { backend: name, bytes }, text };
}
