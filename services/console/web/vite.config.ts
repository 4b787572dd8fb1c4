import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Staff use what their city hall has installed; two years is what its browsers are allowed to be old.
    target: ['chrome120', 'edge120', 'firefox121', 'safari17'],
    // The CSP has no room for an inline script; browsers of the list above preload modules by themselves.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: {
    // `vite services/console/web` beside a running `npm start`.
    proxy: { '/api': 'http://127.0.0.1:3001' },
  },
});
