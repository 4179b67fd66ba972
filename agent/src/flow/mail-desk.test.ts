import { expect, onTestFinished, test } from 'vitest'
import { startMailServer } from '../../test/fakes/mail-server.ts'
import { openPostOffice } from '../../test/fakes/post-office.ts'
import { makeMailDesk } from './mail-desk.ts'

async function desk(smtpUrl?: string) {
  const office = await openPostOffice(smtpUrl === undefined ? {} : { smtpUrl })
  return makeMailDesk(office)
}

test('a test of the settings in force ends with a mail in the reader’s language that the server took', async () => {
  const smtp = await startMailServer()
  onTestFinished(() => smtp.close())
  const mail = await desk(`smtp://127.0.0.1:${smtp.port}`)
  const result = await mail.test('ana@bar.test', null, 'es')
  expect(result.ok).toBe(true)
  expect(result.stages.map(({ detail }) => detail)).toContain(
    'Sin cifrar; permitido dentro de la red privada sin contraseña',
  )
  expect(smtp.mails[0]).toContain('Subject: Sereno: correo de prueba')
})

test('settings that are given are tried instead of those in force, and what failed is told in words', async () => {
  const smtp = await startMailServer()
  const { port } = smtp
  await smtp.close()
  const mail = await desk()
  const settings = { host: '127.0.0.1', port, security: 'auto' as const, user: '', password: '', from: 'a@bar.test' }
  const result = await mail.test('ana@bar.test', settings, 'en')
  expect(result.stages[1]?.state).toBe('failed')
  expect(result.stages[1]?.detail).toContain('Nothing listens at this address and port')
  expect(mail.settings()).toEqual({ source: 'none', settings: null })
})

test('without settings the test says so at its first stage', async () => {
  const mail = await desk()
  expect((await mail.test('ana@bar.test', null, 'ru')).stages[0]).toEqual({
    stage: 'resolved',
    state: 'failed',
    detail: 'Исходящая почта не настроена',
  })
  expect(mail.paused()).toBe('mail_not_configured')
})
