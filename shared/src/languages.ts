/** The languages of the product. Apart from `field.ts`, which needs zod: a page of the dashboard would load it all. */
export const languages = ['en', 'es', 'ca', 'ru'] as const
export type Language = (typeof languages)[number]
