import { BACKEND_TITLES, missing, type BackendName, type Capabilities } from './backends.js';

/** The backend that the page uses. */
export interface BackendChoice {
  readonly name: BackendName;
  /** Why it is not the one that people would expect, as a sentence. */
  readonly reason?: string;
  /** Whether it replaces one that was chosen, or that should have started. */
  readonly isReplacement?: boolean;
}

/**
 * Chooses the backend: the one that is asked for, if it is available. `auto` takes WebGL on a graphics processor, then WebAssembly, then
 * plain JavaScript.
 */
export function chooseBackend(asked: BackendName | 'auto', capabilities: Capabilities): BackendChoice {
  if (asked !== 'auto') {
    const reason = missing(asked, capabilities);
    if (reason === undefined) return { name: asked };
    const { name } = chooseBackend('auto', capabilities);
    const sentence = `${BACKEND_TITLES[asked]} cannot be used: ${reason}. ${BACKEND_TITLES[name]} is used instead.`;
    return { name, reason: sentence, isReplacement: true };
  }
  const { webgl, wasm } = capabilities;
  if ('renderer' in webgl && !(webgl.software && wasm)) return { name: 'webgl' };
  const why = 'reason' in webgl ? webgl.reason : `WebGL runs in software here (${webgl.renderer})`;
  if (wasm) return { name: 'wasm', reason: `WebAssembly is used: ${why}.` };
  return { name: 'cpu', reason: `Plain JavaScript is used, which is slow: ${why}, and there is no WebAssembly.` };
}
