import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', '**/.venv/', '**/*_pb.ts', 'runs/']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Indices of typed arrays are checked by the loops around them.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test's fixture that needs no other says so with an empty pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    // Whatever a package shows is documented where it is declared; whatever it hides is reached from its index.
    files: ['packages/*/src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['@tensorflow/*/dist/*', '@mnist-adder/*/src/*'] }],
    },
  },
  {
    // CommonJS.
    files: ['packages/onnxruntime-node/copy.js', 'release/test/only-registry.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', __dirname: 'readonly', process: 'readonly', URL: 'readonly' },
    },
  },
  {
    // Their types are checked where they are installed, and names that there are none of with them.
    files: ['examples/**/*.js'],
    rules: { 'no-undef': 'off' },
  },
);
