import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** A built page on a server of its own, somewhere below its root. */
export interface Site {
  /** Ends with a slash. */
  readonly url: string;
  /** The paths that were asked for, below the page's. */
  readonly requests: string[];
  stop(): Promise<void>;
}

const FOLDER = '/some/where/';
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** @param folder what is served. Default: what was built of this page. */
export async function serveSite(folder = DIST): Promise<Site> {
  const files = sirv(folder, { etag: true });
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    if (!url.startsWith(FOLDER)) {
      response.writeHead(404).end();
      return;
    }
    request.url = url.slice(FOLDER.length - 1);
    requests.push(request.url.slice(1));
    files(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${FOLDER}`,
    requests,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
