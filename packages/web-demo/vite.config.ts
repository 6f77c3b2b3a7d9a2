import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { shippedDigits } from './vite/shipped-digits.js';
import { shippedFiles } from './vite/shipped-files.js';
import { shippedModels } from './vite/shipped-models.js';
import { shippedRecipes } from './vite/shipped-recipes.js';

/** Kept from the first visit on: all that answers. What trains is kept from the first training on. */
const OFFLINE = [
  '**/*.{html,js,css,svg,png,json}',
  'models/**/*.bin',
  'digits/samples.gz',
  'assets/tfjs-backend-wasm*.wasm',
];

export default defineConfig({
  // Any folder of any server will do.
  base: './',
  resolve: { conditions: ['@mnist-adder/source', 'module', 'browser', 'production'] },
  worker: { format: 'es' },
  // The worker's libraries are prepared before the first visit, not in the middle of it.
  optimizeDeps: { entries: ['index.html', 'src/worker.ts'] },
  build: { target: 'es2023', chunkSizeWarningLimit: 600 },
  plugins: [
    shippedFiles(async () => [await shippedModels(), await shippedDigits(), shippedRecipes()]),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      workbox: {
        globPatterns: OFFLINE,
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && /\/(digits\/train.*\.gz|assets\/ort-.*\.wasm)$/.test(url.pathname),
            handler: 'CacheFirst',
            options: { cacheName: 'training' },
          },
        ],
      },
      manifest: {
        name: 'mnist-adder',
        short_name: 'mnist-adder',
        description: 'Draw a digit, add a number, watch a network think and learn',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#fbfaf8',
        theme_color: '#1d4ed8',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
});
