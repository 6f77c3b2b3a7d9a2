import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameRecord, maskedCrc } from './record-file.js';

/** Takes the mask off. */
function unmasked(masked: number): number {
  const turned = (masked - 0xa282ead8) >>> 0;
  return ((turned << 15) | (turned >>> 17)) >>> 0;
}

const range = (from: number, step: number) => Uint8Array.from({ length: 32 }, (_, i) => from + step * i);

describe('maskedCrc', () => {
  // RFC 3720, B.4; the last is the check value that catalogues of CRCs give.
  test.each([
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', range(0, 1), 0x46dd794e],
    ['31 to 0', range(31, -1), 0x113fdb5c],
    ['123456789', new TextEncoder().encode('123456789'), 0xe3069283],
  ])('is the CRC-32C of %s, masked', (_, data, crc) => {
    expect(unmasked(maskedCrc(data))).toBe(crc);
  });

  test('masks as TFRecord does', () => {
    // (0xe3069283 >>> 15 | 0xe3069283 << 17) + 0xa282ead8
    expect(maskedCrc(new TextEncoder().encode('123456789'))).toBe(0xc78ab0e5);
  });
});

describe('frameRecord', () => {
  test('surrounds data with its length and two checksums', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        const record = Buffer.from(frameRecord(data));
        expect(record.length).toBe(data.length + 16);
        expect(record.readBigUInt64LE(0)).toBe(BigInt(data.length));
        expect(record.readUInt32LE(8)).toBe(maskedCrc(record.subarray(0, 8)));
        expect(record.subarray(12, -4).equals(data)).toBe(true);
        expect(record.readUInt32LE(12 + data.length)).toBe(maskedCrc(data));
      }),
    );
  });
});
