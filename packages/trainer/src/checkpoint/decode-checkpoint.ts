import { z } from 'zod';
import { CheckpointError } from './checkpoint-error.js';
import { CHECKPOINT_VERSION, digestOf, NO_DIGEST } from './encode-checkpoint.js';
import type { RunCheckpoint } from './encode-checkpoint.js';
import { trainingStateSchema } from './training-state.js';

const LENGTH_BYTES = 8;

const metadataSchema = z.object({
  formatVersion: z.string(),
  sha256: z.string(),
  run: z.string(),
  metricsBytes: z.coerce.number().int().min(0),
  state: z.string().transform((text) => trainingStateSchema.parse(JSON.parse(text))),
});

const tensorSchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/**
 * Reads a checkpoint, and makes sure that it is whole: every byte of it is in its digest.
 *
 * @param file where the bytes come from, for messages.
 * @throws `CheckpointError` where it is cut off, changed, of another version or no checkpoint at all.
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): RunCheckpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = parseHeader(buffer, file);
  const { metadata } = header;
  if (metadata.formatVersion !== String(CHECKPOINT_VERSION)) {
    throw new CheckpointError(
      file,
      `is of format ${metadata.formatVersion}, and this version reads ${CHECKPOINT_VERSION}`,
    );
  }
  checkDigest(buffer, metadata.sha256, file);
  const { run, metricsBytes, state } = metadataSchema.parse(metadata);
  const variables = header.tensors.map(([name, tensor]) => {
    const { shape, data_offsets } = tensorSchema.parse(tensor);
    const [begin, end] = data_offsets.map((offset) => header.end + offset) as [number, number];
    // A copy: the tensors of a file lie wherever its header ends, and floats have to lie at a multiple of four.
    return { name, shape, data: new Float32Array(Uint8Array.from(buffer.subarray(begin, end)).buffer) };
  });
  return { run, metricsBytes, state, variables };
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

function checkDigest(buffer: Buffer, digest: string, file: string): void {
  const place = digest.length === NO_DIGEST.length ? buffer.indexOf(digest) : -1;
  const without = Buffer.from(buffer);
  if (place >= 0) without.write(NO_DIGEST, place);
  if (place < 0 || digestOf(without) !== digest) throw new CheckpointError(file, 'is damaged: its digest is another');
}
