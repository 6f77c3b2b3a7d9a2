/**
 * The SHA-256 digest of bytes, or of a text's UTF-8 bytes, as 64 hexadecimal digits. It uses Web Crypto.
 *
 * @returns `undefined` only where there is no Web Crypto: browsers offer it to pages served over HTTPS or from localhost.
 */
export async function sha256(content: Uint8Array | string): Promise<string | undefined> {
  const subtle = globalThis.crypto.subtle as typeof globalThis.crypto.subtle | undefined;
  if (subtle === undefined) return undefined;
  const digest = await subtle.digest(
    'SHA-256',
    typeof content === 'string' ? new TextEncoder().encode(content) : unshared(content),
  );
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Web Crypto takes no shared memory, so bytes in it are copied. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
