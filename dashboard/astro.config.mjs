import svelte from '@astrojs/svelte'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'astro/config'
import { projectFiles } from './project-files.ts'

/** Every component in every state, at `/styleguide/en` while someone works on them; never in what is built. */
const styleguide = {
  name: 'styleguide',
  hooks: {
    'astro:config:setup': ({ command, injectRoute }) => {
      if (command !== 'dev') return
      injectRoute({ pattern: '/styleguide/[lang]', entrypoint: './src/styleguide/styleguide.astro' })
    },
  },
}

/**
 * A static site, one folder a language; the agent serves it under addresses without a language. Its content security
 * policy allows no inline script and no inline style, so nothing may be inlined here.
 */
export default defineConfig({
  output: 'static',
  trailingSlash: 'ignore',
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { format: 'directory', inlineStylesheets: 'never' },
  integrations: [svelte(), styleguide],
  vite: {
    plugins: [tailwindcss(), projectFiles],
    build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  },
})
