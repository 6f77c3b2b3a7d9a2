import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { bundledFiles } from './vite/bundled-files.js';
import { bundles } from './vite/bundles.js';

/** What the page keeps from the first visit on: everything that answers. What trains is kept from the first training on. */
const OFFLINE = [
  '**/*.{html,js,css,svg,png,json}',
  'models/**/*.bin',
  'digits/*samples.gz',
  'assets/tfjs-backend-wasm*.wasm',
];

export default defineConfig({
  // The page works in any folder of any server.
  base: './',
  resolve: { conditions: ['@mnist-adder/source', 'module', 'browser', 'production'] },
  worker: { format: 'es' },
  // Prepares the worker's libraries before the first visit instead of during it.
  optimizeDeps: { entries: ['index.html', 'src/worker.ts'] },
  build: { target: 'es2023', chunkSizeWarningLimit: 600 },
  plugins: [
    bundledFiles(bundles),
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
