import { ZipFile } from 'yazl';

import { readStream } from '../src/files/read-file.js';

/** Makes a zip archive of files. */
export async function zipBytes(files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  return readStream(zip.outputStream as AsyncIterable<Uint8Array>, 1e9);
}
