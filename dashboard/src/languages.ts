import { languages } from '@sereno/shared/field.ts'

/** One build of every page for each language. */
export const everyLanguage = () => languages.map((language) => ({ params: { lang: language }, props: { language } }))
