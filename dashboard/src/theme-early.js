// Runs before the first paint, so that the page does not flash in another look. Kept apart from the modules: they wait.
const dark = matchMedia('(prefers-color-scheme: dark)')
const contrast = matchMedia('(prefers-contrast: more)')
const root = document.documentElement
const chosen = {}

const kept = (name) => {
  try {
    return localStorage.getItem(`sereno_${name}`) ?? chosen[name]
  } catch {
    return chosen[name]
  }
}
const bySystem = () => (contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light')
const apply = () => {
  const theme = kept('theme')
  root.dataset.theme = ['light', 'dark', 'contrast'].includes(theme) ? theme : bySystem()
  root.dataset.density = kept('density') === 'compact' ? 'compact' : 'comfortable'
  root.dataset.text = ['112', '125'].includes(kept('text')) ? kept('text') : '100'
}
apply()
dark.addEventListener('change', apply)
contrast.addEventListener('change', apply)
// Another tab chose.
addEventListener('storage', apply)
addEventListener('sereno:look', ({ detail }) => {
  Object.assign(chosen, detail)
  apply()
})
