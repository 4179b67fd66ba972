import { createServer } from 'node:http'
import { languages } from '@sereno/shared/languages.ts'
import { wordsIn } from '../cli/words.ts'

/** How soon whoever asks may ask again, s. */
const againSeconds = 5

interface Answering {
  host: string
  port: number
  /** Since when the update runs: ISO 8601. */
  since: string
}

/**
 * Answers on the agent's port while no agent does: 503 with the problem `updating`, and a page in all languages for
 * browsers that come by just then. Gives back how to end it, which frees the port.
 */
export async function answerUpdating({ host, port, since }: Answering): Promise<() => Promise<void>> {
  const page = pageOf()
  const problem = JSON.stringify({
    type: 'about:blank',
    title: wordsIn('en')('updating.title'),
    status: 503,
    code: 'updating',
    detail: wordsIn('en')('updating.text'),
    since,
  })
  const server = createServer((request, response) => {
    const wantsPage = /\btext\/html\b/u.test(request.headers.accept ?? '')
    request.resume()
    response.writeHead(503, {
      'content-type': wantsPage ? 'text/html; charset=utf-8' : 'application/problem+json',
      'content-security-policy': "default-src 'none'",
      'cache-control': 'no-store',
      'retry-after': String(againSeconds),
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    response.end(request.method === 'HEAD' ? undefined : wantsPage ? page : problem)
  })
  server.headersTimeout = 5000
  server.requestTimeout = 5000
  server.maxConnections = 200
  await new Promise<void>((listening) => {
    // Without it browsers only see that nobody answers.
    server.once('error', () => listening())
    server.listen(port, host, () => listening())
  })
  return () =>
    new Promise((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
}

function pageOf(): string {
  const parts = languages.map((language) => {
    const say = wordsIn(language)
    return `<section lang="${language}"><h1>${say('updating.title')}</h1><p>${say('updating.text')}</p></section>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${againSeconds}"><meta name="color-scheme" content="light dark"><title>Sereno</title></head>
<body><main>${parts.join('\n')}</main></body></html>
`
}
