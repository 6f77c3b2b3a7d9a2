import type { Page } from 'playwright-core';

/** Calls of the page's own worker, from a test. */
export interface TestWorker {
  /** @param args plain JSON, with bytes as `{ base64 }`. */
  call(method: string, ...args: readonly unknown[]): Promise<unknown>;
}

/**
 * Starts another worker from the script of the page's, and speaks the protocol of comlink with it. Arrays of numbers travel as base64,
 * because there are many.
 */
export async function startWorker(page: Page): Promise<TestWorker> {
  await page.evaluate(() => {
    const script = performance.getEntriesByType('resource').find(({ name }) => /\/worker-[^/]*\.js$/.test(name))!.name;
    const worker = new Worker(script, { type: 'module' });
    Reflect.set(window, 'testWorker', worker);
  });
  return {
    async call(method, ...args) {
      const text = await page.evaluate(
        async ([method, given]) => {
          const worker = Reflect.get(window, 'testWorker') as Worker;
          const args = JSON.parse(given!, (_, value: unknown) =>
            typeof value === 'object' && value !== null && 'base64' in value
              ? Uint8Array.from(atob(String(value.base64)), (char) => char.charCodeAt(0))
              : value,
          ) as unknown[];
          const id = crypto.randomUUID();
          const answer = await new Promise((resolve, reject) => {
            const take = ({ data }: MessageEvent<{ id: string; type: string; value: unknown }>) => {
              if (data.id !== id) return;
              worker.removeEventListener('message', take);
              if (data.type === 'RAW') resolve(data.value);
              else reject(new Error(JSON.stringify(data.value)));
            };
            worker.addEventListener('message', take);
            const argumentList = args.map((value) => ({ type: 'RAW', value }));
            worker.postMessage({ id, type: 'APPLY', path: [method], argumentList });
          });
          const encode = (value: unknown): unknown => {
            if (value instanceof Map) {
              return { map: [...(value as Map<unknown, unknown>)].map(([key, item]) => [key, encode(item)]) };
            }
            if (ArrayBuffer.isView(value)) {
              const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
              let binary = '';
              for (const byte of bytes) binary += String.fromCharCode(byte);
              return { type: value.constructor.name, base64: btoa(binary) };
            }
            if (Array.isArray(value)) return value.map(encode);
            if (typeof value !== 'object' || value === null) return value;
            return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
          };
          return JSON.stringify(encode(answer) ?? null);
        },
        [method, JSON.stringify(args)],
      );
      return decode(JSON.parse(text));
    },
  };
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if ('map' in value) return new Map(decode(value.map) as [unknown, unknown][]);
  if ('base64' in value) {
    const bytes = new Uint8Array(Buffer.from(String(value.base64), 'base64'));
    return 'type' in value && value.type === 'Float32Array' ? new Float32Array(bytes.buffer) : bytes;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
}
