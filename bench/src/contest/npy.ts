/** The types of elements that are handed to peers, by what NumPy calls them. */
const TYPES = [
  [Uint8Array, '|u1'],
  [Int32Array, '<i4'],
  [Float32Array, '<f4'],
] as const;

const ALIGNMENT = 64;

/**
 * An array as a `.npy` file, which `numpy.load` reads.
 *
 * @throws {RangeError} where the shape has another number of elements than the data.
 */
export function encodeNpy(shape: readonly number[], data: Uint8Array | Int32Array | Float32Array): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) throw new RangeError(`${data.length} elements are no array of [${shape.join(', ')}].`);
  const [, type] = TYPES.find(([Elements]) => data instanceof Elements)!;
  const axes = shape.map((length) => `${length},`).join(' ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${axes}), }`;
  // Magic, version 1.0, and two bytes for the length of the header, which ends with a new line.
  const prefix = 10;
  const length = Math.ceil((prefix + header.length + 1) / ALIGNMENT) * ALIGNMENT - prefix;
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.of(length % 256, Math.floor(length / 256)),
    Buffer.from(`${header.padEnd(length - 1)}\n`, 'latin1'),
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  ]);
}
