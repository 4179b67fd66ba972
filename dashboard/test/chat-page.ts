import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ask } from './browser.ts'
import type { House } from './house.ts'

/** A page of another site that shows the widget. */
export interface ChatPage {
  url: string
  /** Its site, as browsers name it. */
  origin: string
  close(): Promise<void>
}

/** Looks that would spoil whatever they reach. */
const spoiling = `
  * { display: inline !important; color: red !important; font: 3px serif !important; visibility: hidden; transform: rotate(3deg); }
  sereno-chat { display: none !important; opacity: 0 !important; position: static !important; }
  html { font-size: 40px; direction: rtl; }
  h1, p { display: block !important; font-size: 20px !important; visibility: visible; }`

/** Serves one whose content security policy lets in no more than the widget says it needs. */
export async function chatPage(agent: string, tag: string): Promise<ChatPage> {
  const policy = `default-src 'none'; script-src ${agent}; connect-src ${agent}; style-src 'self'; img-src data:; require-trusted-types-for 'script'`
  const server = createServer(({ url }, answer) => {
    const type = url === '/look.css' ? 'text/css' : 'text/html; charset=utf-8'
    answer.writeHead(200, { 'content-type': type, 'content-security-policy': policy })
    const page = `<!doctype html><html lang="en"><title>A shop</title><meta name="viewport" content="width=device-width">
      <link rel="icon" href="data:,"><link rel="stylesheet" href="/look.css"><h1>A shop</h1><p>With a page of its own.</p>
      <script src="${agent}/widget.js" ${tag} async></script></html>`
    answer.end(url === '/look.css' ? spoiling : page)
  })
  server.listen(0, '127.0.0.2')
  await once(server, 'listening')
  const origin = `http://127.0.0.2:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `${origin}/`, origin, close }
}

interface Channels {
  items: { id: string; type: string }[]
}

/** The live chat of the house, with these settings. */
export async function liveChatOf({ page }: House, settings: object): Promise<string> {
  const { items } = await ask<Channels>(page, 'GET', '/api/v1/channels')
  const known = items.find(({ type }) => type === 'live-chat')
  const chat =
    known ?? (await ask<{ id: string }>(page, 'POST', '/api/v1/channels', { type: 'live-chat', name: 'Bar Pepe' }))
  await ask(page, 'PATCH', `/api/v1/channels/${chat.id}`, { name: 'Bar Pepe', settings })
  return chat.id
}
