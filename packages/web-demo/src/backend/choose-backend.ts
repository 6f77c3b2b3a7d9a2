import { BACKEND_TITLES } from './backend-name.js';
import type { BackendName } from './backend-name.js';
import { missing } from './capabilities.js';
import type { Capabilities } from './capabilities.js';

/** What the page calculates on, and why it is not what one would expect, as a sentence. */
export interface BackendChoice {
  readonly name: BackendName;
  readonly reason?: string;
  /** Whether it stands in for one that was asked for, or that should have started. */
  readonly standsIn?: boolean;
}

/**
 * Takes what is asked for where it can be had. By itself it takes WebGL where that is a graphics processor, then WebAssembly, and
 * plain JavaScript where there is neither.
 */
export function chooseBackend(asked: BackendName | 'auto', capabilities: Capabilities): BackendChoice {
  if (asked !== 'auto') {
    const reason = missing(asked, capabilities);
    if (reason === undefined) return { name: asked };
    const { name } = chooseBackend('auto', capabilities);
    const sentence = `${BACKEND_TITLES[asked]} cannot be used: ${reason}. ${BACKEND_TITLES[name]} is used instead.`;
    return { name, reason: sentence, standsIn: true };
  }
  const { webgl, wasm } = capabilities;
  if ('renderer' in webgl && !(webgl.software && wasm)) return { name: 'webgl' };
  const why = 'reason' in webgl ? webgl.reason : `WebGL is drawn by software here (${webgl.renderer})`;
  if (wasm) return { name: 'wasm', reason: `WebAssembly is used: ${why}.` };
  return { name: 'cpu', reason: `Plain JavaScript is used, which is slow: ${why}, and there is no WebAssembly.` };
}
