import type { House } from './services/house.ts'
import { claimCode } from './services/setup/claim-code.ts'
import { secureOrigins } from './services/trust/secure-origins.ts'

/** Where it answers, and the claim code as long as nobody has set it up: for who started it. */
export async function sayHello(house: House, port: number, isMissing: boolean): Promise<void> {
  house.log.info({ port, version: house.version }, 'Sereno watches')
  process.stdout.write(`\nSereno ${house.version}: open http://localhost:${port} or ${house.config.publicUrl}\n`)
  const secure = secureOrigins(house)[0]
  if (secure !== undefined)
    process.stdout.write(`Encrypted, once a device trusts it: ${secure} (${house.config.publicUrl}/trust)\n`)
  if (isMissing) {
    house.log.warn({}, 'the database is missing beside venue.json; a new one was begun')
    process.stdout.write('sereno.db was missing: the settings stand; people, log and waiting mails are gone.\n')
  }
  const code = await claimCode(house)
  if (code) process.stdout.write(`First set-up: the claim code is ${code}\n\n`)
}
