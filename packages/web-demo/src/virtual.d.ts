/// <reference types="vite-plugin-pwa/client" />

declare module 'virtual:shipped-*' {
  /** Plain JSON, as the build describes what it ships. */
  const facts: unknown;
  export default facts;
}
