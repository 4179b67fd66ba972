import { describe, expect, test } from 'vitest'
import { ConfigFault, readConfig } from './config.ts'

describe('readConfig', () => {
  test('has a default for every setting', () => {
    const config = readConfig([], {})
    expect(config).toMatchObject({ data: './data', host: '0.0.0.0', port: 7373, logLevel: 'info' })
    expect(config.publicUrl).toMatch(/^http:\/\/.+\.local:7373$/u)
  })

  test('lets a flag win over its variable', () => {
    expect(readConfig(['--port', '8080'], { SERENO_PORT: '9090' }).port).toBe(8080)
    expect(readConfig([], { SERENO_PORT: '9090' }).port).toBe(9090)
  })

  test('reads subnets as a list, or none', () => {
    expect(readConfig([], { SERENO_SUBNETS: 'none' }).subnets).toBe('none')
    expect(readConfig([], { SERENO_SUBNETS: '10.0.0.0/24, fd00::/64' }).subnets).toEqual(['10.0.0.0/24', 'fd00::/64'])
    expect(readConfig([], { SERENO_SUBNETS: '' }).subnets).toBeUndefined()
  })

  test.each([
    ['SERENO_PORT', 'eighty'],
    ['SERENO_PORT', '70000'],
    ['SERENO_PORT', ' '],
    ['SERENO_PORT', '0x50'],
    ['SERENO_PORT', '-1'],
    ['SERENO_SUBNETS', '10.0.0.0/99'],
    ['SERENO_SUBNETS', ','],
    ['SERENO_SUBNETS', 'none, 10.0.0.0/24'],
    ['SERENO_DEMO_MAILBOX', 'http://127.0.0.1.bar.example:8025'],
    ['SERENO_DEMO_MAILBOX', 'http://user:secret@127.0.0.1:8025'],
    ['SERENO_DEMO_MAILBOX', 'http://127.0.0.1:8025/?x'],
    ['SERENO_LOG_LEVEL', 'loud'],
    ['SERENO_SMTP_URL', 'http://mail.example'],
    ['SERENO_MAIL_FROM', 'not an address'],
    ['SERENO_PUBLIC_URL', 'javascript:alert(1)'],
    ['SERENO_PUBLIC_URL', 'http://user:secret@bar.local'],
    ['SERENO_PUBLIC_URL', 'http://bar.local/?x'],
    ['SERENO_GRAPH_URL', 'http://graph.facebook.com'],
    ['SERENO_GRAPH_URL', 'http://localhost.example'],
    ['SERENO_GRAPH_URL', 'https://user:secret@graph.facebook.com'],
    ['SERENO_SETUP_CODE', '123'],
    ['SERENO_SETUP_CODE', '- - - - - -'],
    ['SERENO_HOST', 'a b'],
  ])('refuses %s=%s and names the setting', (name, value) => {
    expect(() => readConfig([], { [name]: value })).toThrow(ConfigFault)
    expect(() => readConfig([], { [name]: value })).toThrow(new RegExp(name, 'u'))
  })

  test.each(['0.0.0.0', '127.bar.example'])('a demonstration does not listen on %s', (host) => {
    const demo = { SERENO_DEMO_MAILBOX: 'http://127.0.0.1:8025/', SERENO_HOST: host }
    expect(() => readConfig([], demo)).toThrow(/SERENO_HOST/u)
    expect(readConfig([], { ...demo, SERENO_HOST: '127.0.0.1' }).demoMailbox).toBe('http://127.0.0.1:8025')
  })

  test('says how subnets are written', () => {
    expect(() => readConfig([], { SERENO_SUBNETS: '10.0.0.0' })).toThrow(/192\.168\.1\.0\/24, or none/u)
  })

  test('refuses an unknown flag and says which are known', () => {
    expect(() => readConfig(['--prot', '1'], {})).toThrow(/--prot[\s\S]*Known: .*--port/u)
  })

  test('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig([], {}))).toBe(true)
  })
})
