/** What may differ: how weights were drawn before they were trained, and the version of TensorFlow.js that wrote it. */
const IGNORED = /^(.*_initializer|keras_version)$/;

/** Whether two topologies of the TensorFlow.js layers format are of the same network. */
export function sameTopology(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(topology: unknown): string {
  return JSON.stringify(topology, (key, value: unknown) => {
    if (IGNORED.test(key)) return undefined;
    return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
