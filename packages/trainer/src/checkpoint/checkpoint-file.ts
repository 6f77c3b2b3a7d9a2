import { MnistAdderError } from '@mnist-adder/dataset';
import { sha256 } from '@mnist-adder/dataset/internal';
import * as z from 'zod/mini';
import type { Checkpoint } from './checkpoint.js';
import { trainingStateSchema } from './training-state-schema.js';

/** The version of a checkpoint's metadata. A change that older readers would misread raises it. */
const CHECKPOINT_VERSION = 3;

/** What stands in a file instead of its digest while the digest is calculated. */
const NO_DIGEST = '0'.repeat(64);

/** The length of the header stands in the first 8 bytes. */
const LENGTH_BYTES = 8;

/** A checkpoint and the run that it belongs to. */
export interface RunCheckpoint extends Checkpoint {
  /** SHA-256 of the run's settings. A checkpoint of one run is not accepted by another. */
  readonly run: string;
  /** The length of `metrics.jsonl` at the time. What comes after is written again. */
  readonly metricsBytes: number;
  /** SHA-256 of `metrics.jsonl` at the time. A run goes on only with the log that it wrote. */
  readonly metricsDigest: string;
}

/** A file is not a whole checkpoint of this run. */
export class CheckpointError extends MnistAdderError {
  override readonly name = 'CheckpointError';
  declare readonly facts: { readonly file: string; readonly problem: string };

  constructor(file: string, problem: string, options: ErrorOptions = {}) {
    super('checkpoint', `The checkpoint ${file} ${problem}.`, { ...options, facts: { file, problem } });
  }
}

/** A checkpoint is whole, but the run cannot go on from it as it is: its settings, its log or the program have changed since. */
export class UnfitCheckpointError extends CheckpointError {}

/**
 * Encodes a checkpoint as a file in the safetensors format: 8 bytes with the length of a header, the header in JSON, the tensors. Python's
 * `safetensors` opens it too. Its metadata has the state, and the SHA-256 of the file with zeros instead of that digest.
 */
export async function encodeCheckpoint(checkpoint: RunCheckpoint): Promise<Buffer> {
  const { training, state, variables, run, metricsBytes, metricsDigest } = checkpoint;
  let offset = 0;
  const tensors = variables.map(({ name, shape, data }) => {
    const begin = offset;
    offset += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }] as const;
  });
  const metadata = {
    formatVersion: String(CHECKPOINT_VERSION),
    sha256: NO_DIGEST,
    run,
    metricsBytes: String(metricsBytes),
    metricsDigest,
    training: JSON.stringify(training),
    state: JSON.stringify(state),
  };
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(tensors) }));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(header.length));
  const data = variables.map((variable) =>
    Buffer.from(variable.data.buffer, variable.data.byteOffset, variable.data.byteLength),
  );
  const file = Buffer.concat([length, header, ...data]);
  file.write((await sha256(file))!, file.indexOf(NO_DIGEST));
  return file;
}

/** What JSON text holds. */
const jsonOf = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.string(),
    z.transform((text: string) => schema.parse(JSON.parse(text))),
  );

const metadataSchema = z.object({
  formatVersion: z.string(),
  sha256: z.string(),
  run: z.string(),
  metricsBytes: z.coerce.number().check(z.int(), z.gte(0)),
  metricsDigest: z.string(),
  training: jsonOf(z.record(z.string(), z.string())),
  state: jsonOf(trainingStateSchema),
});

const tensorSchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().check(z.gte(0))),
  data_offsets: z.tuple([z.int().check(z.gte(0)), z.int().check(z.gte(0))]),
});

/**
 * Decodes a checkpoint and makes sure that it is whole: its digest covers every byte.
 *
 * @param file where the bytes come from, for error messages.
 * @throws `CheckpointError` if it is truncated, changed, of another version or not a checkpoint.
 */
export async function decodeCheckpoint(bytes: Uint8Array, file: string): Promise<RunCheckpoint> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = parseHeader(buffer, file);
  const { metadata } = header;
  if (metadata.formatVersion !== String(CHECKPOINT_VERSION)) {
    throw new UnfitCheckpointError(
      file,
      `is of format ${metadata.formatVersion}, and this version reads ${CHECKPOINT_VERSION}`,
    );
  }
  await checkDigest(buffer, metadata.sha256, file);
  const { run, metricsBytes, metricsDigest, training, state } = metadataSchema.parse(metadata);
  const variables = header.tensors.map(([name, tensor]) => {
    const { shape, data_offsets } = tensorSchema.parse(tensor);
    const [begin, end] = data_offsets.map((offset) => header.end + offset) as [number, number];
    // A copy: tensors start wherever the header ends, and a Float32Array must start at a multiple of four.
    return { name, shape, data: new Float32Array(Uint8Array.from(buffer.subarray(begin, end)).buffer) };
  });
  return { run, metricsBytes, metricsDigest, training, state, variables };
}

const headerSchema = z.looseObject({ __metadata__: z.looseObject({ formatVersion: z.string(), sha256: z.string() }) });

/** The header, as far as it can be read before it is known to be whole. */
function parseHeader(buffer: Buffer, file: string) {
  const damaged = (options?: ErrorOptions) => new CheckpointError(file, 'is cut off, or no checkpoint', options);
  if (buffer.length < LENGTH_BYTES) throw damaged();
  const end = LENGTH_BYTES + Number(buffer.readBigUInt64LE());
  if (end > buffer.length) throw damaged();
  try {
    const { __metadata__: metadata, ...tensors } = headerSchema.parse(
      JSON.parse(buffer.toString('utf8', LENGTH_BYTES, end)),
    );
    return { metadata, tensors: Object.entries(tensors), end };
  } catch (cause) {
    throw damaged({ cause });
  }
}

async function checkDigest(buffer: Buffer, digest: string, file: string): Promise<void> {
  const place = digest.length === NO_DIGEST.length ? buffer.indexOf(digest) : -1;
  const without = Buffer.from(buffer);
  if (place >= 0) without.write(NO_DIGEST, place);
  if (place < 0 || (await sha256(without)) !== digest) {
    throw new CheckpointError(file, 'is damaged: its digest is another');
  }
}
