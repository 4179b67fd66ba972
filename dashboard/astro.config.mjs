import svelte from '@astrojs/svelte'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'astro/config'
import { plainIcons } from './plain-icons.ts'
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
 * Left to itself the bundler cuts what pages share into some fifty files a page, most of them smaller than the headers
 * they come with: what four pages and parts or more use is one file, and what fewer share is put together in pieces.
 */
const code = /\.(?:js|ts|mjs|svelte)$/u
const codeSplitting = {
  groups: [
    { name: 'base', test: code, tags: ['$initial'], minShareCount: 4, priority: 2 },
    { name: 'part', test: code, entriesAware: true, entriesAwareMergeThreshold: 400, minShareCount: 2, priority: 1 },
  ],
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
    plugins: [plainIcons, tailwindcss(), projectFiles],
    build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, rolldownOptions: { output: { codeSplitting } } },
  },
})
