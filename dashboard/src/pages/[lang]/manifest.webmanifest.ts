import type { Language } from '@sereno/shared/field.ts'
import type { APIRoute } from 'astro'
import { everyLanguage } from '../../languages.ts'
import { sayUi } from '../../words-static.ts'

export const getStaticPaths = everyLanguage

const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
  src: `/icons/${name}-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
})

/** How the dashboard stands on a home screen. Addresses have no language, so neither has `start_url`. */
export const GET: APIRoute<{ language: Language }> = ({ props: { language } }) =>
  new Response(
    JSON.stringify({
      id: '/',
      name: 'Sereno',
      short_name: 'Sereno',
      lang: language,
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#12171d',
      theme_color: '#12171d',
      icons: [icon('any', 192, 'any'), icon('any', 512, 'any'), icon('maskable', 512, 'maskable')],
      shortcuts: [
        { name: sayUi(language, 'kiosk.title'), url: '/kiosk' },
        { name: sayUi(language, 'kiosk.checkin_title'), url: '/checkin' },
      ],
    }),
  )
