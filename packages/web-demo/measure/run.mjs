// Runs one of the modules beside this one, by name. They are TypeScript, and use the tests' browser and server.
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { runnerImport } from 'vite';

const file = fileURLToPath(new URL(`${process.argv[2]}.ts`, import.meta.url));
const { module } = await runnerImport(file, { configFile: false });
await module.run();
