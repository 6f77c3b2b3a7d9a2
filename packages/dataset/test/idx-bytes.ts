/** Writes an IDX file, to check the parser with. */
export function idxBytes(dimensions: readonly number[], data: ArrayLike<number>, type = 0x08): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * dimensions.length + data.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, dimensions.length]);
  dimensions.forEach((dimension, axis) => {
    view.setUint32(4 + 4 * axis, dimension);
  });
  bytes.set(data, 4 + 4 * dimensions.length);
  return bytes;
}

/** Writes 32-bit integers in big-endian order, as IDX stores them. */
export function int32Bytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    view.setInt32(index * 4, value);
  });
  return new Uint8Array(view.buffer);
}
