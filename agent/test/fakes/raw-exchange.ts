import { connect } from 'node:net'

/** Sends bytes as they are, and gives all that came back until the other side closed. */
export const rawExchange = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (part) => {
      answer += String(part)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
