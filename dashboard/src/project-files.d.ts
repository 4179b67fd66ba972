/** Made at build time by `project-files.ts`. */
declare module 'virtual:licences' {
  const licences: readonly { name: string; version: string; licence: string }[]
  export default licences
}
declare module 'virtual:changelog' {
  const versions: readonly import('@sereno/shared/changelog.ts').ChangedVersion[]
  export default versions
}
