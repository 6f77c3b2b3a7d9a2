import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/** The files of a wheel to unpack by the beginning of their names, and where they go. The rest is Python, and stays packed. */
const DESTINATIONS: readonly (readonly [from: string, to: string])[] = [
  ['tensorflow/libtensorflow_cc.so.2', 'deps/lib/libtensorflow_cc.so.2'],
  ['tensorflow/libtensorflow_framework.so.2', 'deps/lib/libtensorflow_framework.so.2'],
  // The headers of the C interface, and the headers that these include.
  ['tensorflow/include/tensorflow/c/', 'deps/include/tensorflow/c/'],
  ['tensorflow/include/tensorflow/core/platform/ctstring', 'deps/include/tensorflow/core/platform/ctstring'],
  ['tensorflow/include/tsl/platform/ctstring', 'deps/include/tsl/platform/ctstring'],
  ['tensorflow/include/xla/tsl/c/', 'deps/include/xla/tsl/c/'],
  ['nvidia/', 'deps/nvidia/'],
];

/**
 * Unpacks the libraries and headers of a wheel, which is a zip file, into `deps` of tfjs-node.
 *
 * @param folder the folder of tfjs-node
 */
export async function unpackWheel(
  wheel: string,
  folder: string,
  onProgress: (doneBytes: number) => void = () => undefined,
): Promise<void> {
  // yauzl refuses names that lead out of the folder.
  const zip = await openPromise(wheel);
  let done = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const destination = destinationOf(entry.fileName);
      if (destination === undefined) continue;
      const path = join(folder, destination);
      await mkdir(dirname(path), { recursive: true });
      const content = await zip.openReadStreamPromise(entry);
      content.on('data', (chunk: Buffer) => {
        done += chunk.length;
        onProgress(done);
      });
      await pipeline(content, createWriteStream(path));
    }
  } finally {
    zip.close();
  }
}

function destinationOf(name: string): string | undefined {
  if (name.endsWith('/')) return undefined;
  const match = DESTINATIONS.find(([from]) => name.startsWith(from));
  return match && match[1] + name.slice(match[0].length);
}
