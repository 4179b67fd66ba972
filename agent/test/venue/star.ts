import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { starBlock } from '../fakes/star-printer.ts'
import { python } from './lacks.ts'
import type { Host } from './plan.ts'
import type { Venue } from './venue.ts'

export interface StarPrinter {
  /** Changes bytes of its status block, by their index; without any it is well. */
  set(bytes?: Record<number, number>): void
}

/** Star's port for status (9101) on a host: it answers 51 bytes with its block, and closes. */
export async function startStar(venue: Venue, host: Host): Promise<StarPrinter> {
  const file = join(venue.folder, `${host}-star`)
  const set = (bytes: Record<number, number> = {}) => writeFileSync(file, starBlock(bytes))
  set()
  const script = `import socketserver
class Star(socketserver.BaseRequestHandler):
    def handle(self):
        asked = b''
        while len(asked) < 51:
            more = self.request.recv(64)
            if not more: return
            asked += more
        if asked == b'2' + bytes(50): self.request.sendall(open('${file}', 'rb').read())
socketserver.ThreadingTCPServer.allow_reuse_address = True
server = socketserver.ThreadingTCPServer(('', 9101), Star)
print('ready')
server.serve_forever()`
  await venue.start(host, python, ['-u', '-c', script]).line(/^ready$/u)
  return { set }
}
