import { installSurroundings } from '../backend/install/surroundings.js';
import { createBackends } from '../backend/select-backend.js';
import { manageBackends } from './manage-backends.js';

process.exitCode = await manageBackends(process.argv.slice(2), {
  terminal: { stdout: process.stdout, stderr: process.stderr, env: process.env },
  install: installSurroundings(),
  backends: createBackends(),
});
