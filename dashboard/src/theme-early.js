// Runs before the first paint, so that the page does not flash in the other theme. Kept apart from the modules: they wait.
const choice = localStorage.getItem('sereno_theme')
const dark = matchMedia('(prefers-color-scheme: dark)')
const apply = () => {
  const now = localStorage.getItem('sereno_theme') ?? choice
  document.documentElement.dataset.theme = now === 'light' || now === 'dark' ? now : dark.matches ? 'dark' : 'light'
}
apply()
dark.addEventListener('change', apply)
addEventListener('sereno:theme', apply)
