import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** `GALLERY=1` also builds the page that draws every state from made-up data, for looking and for screenshots. */
export default defineConfig(({ mode }) => {
  const gallery = loadEnv(mode, import.meta.dirname, 'GALLERY').GALLERY === '1';
  return {
    base: '/desk/',
    plugins: [react()],
    build: {
      target: 'es2023',
      rolldownOptions: { input: gallery ? ['index.html', 'gallery.html'] : ['index.html'] },
    },
  };
});
