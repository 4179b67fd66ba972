import { describe, expect, it } from 'vitest'
import { dispositionOf, fileNameOf, fileType } from './file-type.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

describe('what a file is', () => {
  it.each([
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0])],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0, 0])],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['application/pdf', bytes('%PDF-1.7\n')],
    ['text/plain', bytes('Ñandú, принтер\r\n\tbroken')],
    ['text/plain', bytes('<script>alert(1)</script>')],
    [null, bytes('')],
    [null, bytes([0x89], 'PN')],
    [null, bytes('GIF89a', [0, 1])],
    [null, bytes('PK', [3, 4, 0])],
    [null, bytes('MZ', [0x90, 0])],
    [null, bytes('text with a ', [0], ' in it')],
    [null, bytes([0xc3, 0x28])],
  ])('is %s by its bytes', async (type, file) => {
    expect(await fileType(file)).toBe(type)
  })
})

it('a text of many pieces is one to its last letter, and nobody else waits for it', async () => {
  const text = Buffer.from(`x${'é€𝄞'.repeat(400_000)}`)
  let turns = 0
  const turn = setInterval(() => {
    turns += 1
  }, 0)
  expect(await fileType(text)).toBe('text/plain')
  expect(await fileType(Buffer.concat([text, Buffer.from([0])]))).toBeNull()
  expect(await fileType(text.subarray(0, -1))).toBeNull()
  clearInterval(turn)
  expect(turns).toBeGreaterThan(3)
})

describe('the name of a file', () => {
  it.each([
    ['screen.PNG', 'image/png', 'screen.png'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['C:\\Users\\ana\\ticket.pdf', 'application/pdf', 'ticket.pdf'],
    ['photo.exe', 'image/jpeg', 'photo.jpg'],
    ['a\u202egnp.exe', 'image/png', 'agnp.png'],
    ['"; filename=x.html', 'text/plain', 'filename=x.txt'],
    ['...', 'text/plain', 'file.txt'],
    ['кухня ✓.jpeg', 'image/jpeg', 'кухня ✓.jpeg'],
    ['x'.repeat(300), 'image/webp', `${'x'.repeat(80)}.webp`],
  ] as const)('%j of type %s becomes %j', (given, type, name) => {
    expect(fileNameOf(given, type)).toBe(name)
  })

  it('stands in a header that nobody can break out of', () => {
    expect(dispositionOf("кух'ня.txt")).toBe(
      "attachment; filename=\"___'__.txt\"; filename*=UTF-8''%D0%BA%D1%83%D1%85%27%D0%BD%D1%8F.txt",
    )
  })
})
