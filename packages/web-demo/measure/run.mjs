// Runs a module beside this one by its name: they are TypeScript, and share the browser and the server of the tests.
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { runnerImport } from 'vite';

const file = fileURLToPath(new URL(`${process.argv[2]}.ts`, import.meta.url));
const { module } = await runnerImport(file, { configFile: false });
await module.run();
