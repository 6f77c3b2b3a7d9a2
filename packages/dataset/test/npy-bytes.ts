/** How numbers are stored, by the type's name without its byte order. */
const WRITERS: Readonly<Record<string, (view: DataView, offset: number, value: number, little: boolean) => void>> = {
  u1: (view, offset, value) => {
    view.setUint8(offset, value);
  },
  u2: (view, offset, value, little) => {
    view.setUint16(offset, value, little);
  },
  i4: (view, offset, value, little) => {
    view.setInt32(offset, value, little);
  },
  u8: (view, offset, value, little) => {
    view.setBigUint64(offset, BigInt(value), little);
  },
  i8: (view, offset, value, little) => {
    view.setBigInt64(offset, BigInt(value), little);
  },
  f4: (view, offset, value, little) => {
    view.setFloat32(offset, value, little);
  },
  f8: (view, offset, value, little) => {
    view.setFloat64(offset, value, little);
  },
};

/** Writes an array in NumPy's format, to check the parser with. Values of another type are written as bytes. */
export function npyBytes(
  shape: readonly number[],
  values: readonly number[],
  { descr = '|u1', isFortran = false }: { readonly descr?: string; readonly isFortran?: boolean } = {},
): Uint8Array {
  const order = isFortran ? 'True' : 'False';
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape.join(', ')},), }`;
  const header = `${dictionary.padEnd(117)}\n`;
  const [write, size] = [WRITERS[descr.slice(1)] ?? WRITERS.u1!, Number(descr.slice(2))];
  const bytes = new Uint8Array(10 + header.length + values.length * size);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0]);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    write(view, 10 + header.length + i * size, value, !descr.startsWith('>'));
  });
  return bytes;
}
