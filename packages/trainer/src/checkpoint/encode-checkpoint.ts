import { createHash } from 'node:crypto';
import type { Checkpoint } from './checkpoint.js';

/** The version of what stands in a checkpoint's metadata; a change that older readers would misread raises it. */
export const CHECKPOINT_VERSION = 1;

/** What stands in a file in place of its digest when the digest is calculated. */
export const NO_DIGEST = '0'.repeat(64);

/** A checkpoint together with what it belongs to. */
export interface RunCheckpoint extends Checkpoint {
  /** SHA-256 of the run's settings: one run's checkpoint is none of another's. */
  readonly run: string;
  /** How long `metrics.jsonl` was: what comes after is written again. */
  readonly metricsBytes: number;
}

/**
 * A checkpoint as a file in the safetensors format (8 bytes with the length of a header, the header in JSON, the tensors), which
 * Python's `safetensors` opens too. Its metadata has the state and the SHA-256 of the file as it is with zeros for a digest.
 */
export function encodeCheckpoint({ state, variables, run, metricsBytes }: RunCheckpoint): Buffer {
  let offset = 0;
  const tensors = variables.map(({ name, shape, data }) => {
    const begin = offset;
    offset += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }] as const;
  });
  const described = { formatVersion: String(CHECKPOINT_VERSION), sha256: NO_DIGEST, run };
  const metadata = { ...described, metricsBytes: String(metricsBytes), state: JSON.stringify(state) };
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(tensors) }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const data = variables.map((variable) =>
    Buffer.from(variable.data.buffer, variable.data.byteOffset, variable.data.byteLength),
  );
  const file = Buffer.concat([length, header, ...data]);
  file.write(digestOf(file), file.indexOf(NO_DIGEST));
  return file;
}

/** SHA-256 in hexadecimal digits. */
export const digestOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
