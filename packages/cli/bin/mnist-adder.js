#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import process from 'node:process';
import { URL } from 'node:url';

// Compiled code is kept from one start to the next, where Node can do that.
module.enableCompileCache?.();

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('mnist-adder is not built yet: run `pnpm build` in the repository.\n');
  process.exitCode = 1;
}
