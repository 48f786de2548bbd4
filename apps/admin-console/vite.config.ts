import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `GALLERY=1` also builds the page that draws every state from made-up data, for looking and for screenshots. */
const input = process.env.GALLERY === '1' ? ['index.html', 'gallery.html'] : ['index.html'];

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    target: 'es2023',
    rollupOptions: { input },
    // Small pictures too are files: the content security policy allows no data address for scripts or styles.
    assetsInlineLimit: 0,
  },
});
