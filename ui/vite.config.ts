import { defineConfig } from 'vite';

export default defineConfig({
  build: { outDir: 'target/dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  test: { include: ['tests/**/*.test.ts'], reporters: ['default', 'junit'], outputFile: 'target/surefire-reports/TEST-ui.xml' },
} as Parameters<typeof defineConfig>[0]);
