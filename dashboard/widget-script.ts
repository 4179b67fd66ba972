import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { build } from 'vite'

/**
 * Builds `/widget.js`, the chat for any web page: one file that needs no other, beside the pages. It is a classic script,
 * for only such a one knows by which tag it was loaded.
 */
export const widgetScript: AstroIntegration = {
  name: 'widget-script',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      await build({
        configFile: false,
        root: fileURLToPath(new URL('.', import.meta.url)),
        publicDir: false,
        logLevel: 'warn',
        build: {
          outDir: fileURLToPath(dir),
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            entry: fileURLToPath(new URL('src/widget/script.ts', import.meta.url)),
            formats: ['iife'],
            name: 'sereno',
            fileName: () => 'widget.js',
          },
        },
      })
    },
  },
}
