import svelte from '@astrojs/svelte'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'astro/config'
import { plainIcons } from './plain-icons.ts'
import { projectFiles } from './project-files.ts'
import { widgetScript } from './widget-script.ts'

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

/** Svelte without Astro's islands: each page's script mounts its own view, so that what islands need is not built. */
function svelteAlone() {
  const { name, hooks } = svelte()
  const setUp = hooks['astro:config:setup']
  const withoutClient = (options) =>
    setUp({
      ...options,
      addRenderer: (renderer) => options.addRenderer({ ...renderer, clientEntrypoint: undefined }),
    })
  return { name, hooks: { ...hooks, 'astro:config:setup': withoutClient } }
}

/**
 * Left to itself the bundler cuts what pages share into some fifty files a page, most of them smaller than the headers
 * they come with. So what four pages or more use is one file, without what the overview does not need: of that,
 * bars, lists, forms and tabs have a file each, and counts what the log shares with few. What else fewer pages share is put together in pieces.
 */
const code = /\.(?:js|ts|mjs|svelte)$/u
/** Modules by the ends of their paths. */
const named = (...names) => new RegExp(`/(?:${names.join('|')})(?:\\.svelte|\\.ts|\\.js)+$`, 'u')
const icons = (...names) => names.map((name) => `icons/${name}`)
const bars = named(
  ...['SlotBar', 'ReadingAge', 'charts/slots', 'src/slots-per-piece', 'src/slot-words', 'src/bars', 'src/brief-of'],
  ...['src/until-morning', ...icons('refresh-cw')],
)
const counts = named('src/bar-looks', 'src/counted-kinds', 'src/kinds', ...icons('arrow-right', 'mail-x'))
const lists = named(
  ...['ExportMenu', 'Switch', 'bindings/input', 'bindings/select', 'src/all-devices', 'src/rows'],
  ...icons(
    'arrow-down',
    'arrow-up',
    'braces',
    'chevron-right',
    'download',
    'plus',
    'radar',
    'sheet',
    'sliders-horizontal',
  ),
)
const forms = named(
  ...['Chip', 'CopyButton', 'Field', 'LanguageLinks', 'Notice', 'PasswordInput', 'Progress', 'SavedNote'],
  ...['MayButton', 'src/focus-first-wrong', 'wizard/steps', 'wizard/wizard', 'SaveBar', 'src/leads-away', 'Confirm'],
  ...['ChoiceGroup', 'Drawer', 'WayToLogin', 'src/upload'],
  ...icons('arrow-left', 'circle', 'circle-alert', 'copy', 'eye', 'eye-off', 'info', 'triangle-alert'),
)
const tabs = named('Tabs')
/** Of more than three pages, and of none that opens fast. */
const rare = named('FormSection', 'src/notification-rules', 'src/weekdays', ...icons('lock', 'minus', 'trash'))
const basic = (id) => code.test(id) && ![bars, lists, forms, tabs, rare].some((others) => others.test(id))
const codeSplitting = {
  groups: [
    { name: 'base', test: basic, tags: ['$initial'], minShareCount: 4, priority: 4 },
    { name: 'counts', test: counts, priority: 3 },
    { name: 'bars', test: bars, priority: 2 },
    { name: 'lists', test: lists, priority: 2 },
    { name: 'forms', test: forms, priority: 2 },
    { name: 'tabs', test: tabs, priority: 2 },
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
  integrations: [svelteAlone(), styleguide, widgetScript],
  vite: {
    plugins: [plainIcons, tailwindcss(), projectFiles],
    build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, rolldownOptions: { output: { codeSplitting } } },
  },
})
