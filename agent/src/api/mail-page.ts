/** A mail brings its own styles, and nothing else: no script, no picture from elsewhere, no form. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"

/** A mail's HTML as a page that can be shown in a frame of the dashboard and can do nothing there. */
export const mailPage = (html: string): Response =>
  new Response(html, {
    headers: {
      'content-security-policy': mailPolicy,
      'x-frame-options': 'SAMEORIGIN',
      'content-type': 'text/html; charset=utf-8',
    },
  })
