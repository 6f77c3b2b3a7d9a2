// Adds up what vitest wrote for each package, and prints the line `N passed, N failed`. A package without results failed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folders = [...readdirSync('packages').map((name) => `packages/${name}`), 'bench', 'release'];
/** What vitest writes: the results of `npm test`, and those of the long tests, for each script of a package that runs tests. */
const files = folders.flatMap((folder) => {
  if (!existsSync(`${folder}/package.json`)) return [];
  const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const written = { test: 'test-results.json', 'test:long': 'test-results.long.json' };
  return Object.entries(written).flatMap(([script, file]) => (scripts?.[script] ? [`${folder}/${file}`] : []));
});
let passed = 0;
let failed = 0;
for (const file of files) {
  if (!existsSync(file)) {
    console.error(`${file}: no test results`);
    failed++;
    continue;
  }
  const results = JSON.parse(readFileSync(file, 'utf8'));
  passed += results.numPassedTests;
  const tests = results.testResults.flatMap(({ assertionResults }) => assertionResults);
  // Tests of a backend that cannot be here are left out, and say so in their name; any other skipped test is no pass.
  const leftOut = tests.filter(({ status, fullName }) => status === 'skipped' && / is not here: /.test(fullName));
  for (const { fullName } of leftOut) console.log(`${file}: left out: ${fullName}`);
  failed += results.numFailedTests + results.numPendingTests + results.numTodoTests - leftOut.length;
  // A file that does not load, or does not end well, fails without a test that fails.
  const withoutTest = results.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some(({ status }) => status === 'failed'),
  );
  for (const { name, message } of withoutTest) console.error(`${name}: ${message}`);
  failed += withoutTest.length;
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
