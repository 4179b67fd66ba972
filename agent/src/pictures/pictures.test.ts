import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import {
  blue,
  bombFile,
  pngFile,
  pointsOf,
  red,
  turnedFile,
  webpFile,
  withStowaway,
} from '../../test/fakes/picture-files.ts'
import { pictureHead } from './picture-head.ts'
import { makePictures } from './pictures.ts'

const pictures = makePictures()

async function squareOf(file: Uint8Array): Promise<Uint8Array> {
  const made = await pictures.square(file)
  if ('refused' in made) throw new Error(made.refused)
  return made.picture
}
const refusalOf = async (file: Uint8Array) => {
  const made = await pictures.square(file)
  return 'refused' in made ? made.refused : 'taken'
}
const isNear = (found: number[], wanted: readonly number[]) =>
  found.every((value, colour) => Math.abs(value - (wanted[colour] ?? 0)) < 30)

describe('a picture', () => {
  it('becomes a small square of its middle', async () => {
    const made = await squareOf(pngFile(1200, 400, [red, blue]))
    expect(pictureHead(made)).toMatchObject({ type: 'jpeg', width: 256, height: 256 })
    expect(made.length).toBeLessThan(64 * 1024)
    const at = await pointsOf(made)
    expect([isNear(at(10, 128), red), isNear(at(245, 128), blue)]).toEqual([true, true])
  })

  it('is taken as PNG, JPEG and WebP, of one point too', async () => {
    const jpeg = await squareOf(pngFile(1, 1))
    expect(pictureHead(await squareOf(jpeg))).toMatchObject({ width: 256, height: 256 })
    const webp = await webpFile(300, 200)
    expect(pictureHead(webp)).toMatchObject({ type: 'webp', width: 300, height: 200 })
    expect(isNear((await pointsOf(await squareOf(webp)))(5, 5), [200, 200, 200])).toBe(true)
  })

  it('stands as it was held, and keeps no note of camera or place', async () => {
    const turned = turnedFile(await squareOf(pngFile(400, 400, [red, blue])), 6)
    const made = Buffer.from(await squareOf(turned))
    const at = await pointsOf(made)
    expect([isNear(at(128, 10), red), isNear(at(128, 245), blue)]).toEqual([true, true])
    expect([made.includes('Exif'), made.includes('GPS')]).toEqual([false, false])
  })

  it('lies on white where it lets through', async () => {
    const at = await pointsOf(await squareOf(pngFile(64, 64, [[0, 0, 0, 0], red])))
    expect([isNear(at(10, 128), [255, 255, 255]), isNear(at(245, 128), red)]).toEqual([true, true])
  })

  it('brings along nothing that was hidden in it or behind it', async () => {
    const script = '<script>alert(1)</script>'
    const file = withStowaway(await squareOf(pngFile(300, 300)), script)
    expect(file.includes(script)).toBe(true)
    const made = Buffer.from(await squareOf(file))
    expect([made.includes('script'), made.includes('PK')]).toEqual([false, false])
  })
})

describe('what is no picture, or not one for us', () => {
  it('is refused by its own bytes', async () => {
    const texts = ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'BM'].map((text) =>
      Buffer.from(text.padEnd(text === '' ? 0 : 4000)),
    )
    for (const file of texts) expect(await refusalOf(file)).toBe('not_a_picture')
    for (const file of [pngFile(9, 9).subarray(0, 20), Buffer.from([0xff, 0xd8, 0xff, 0xd9])]) {
      expect(await refusalOf(file)).toBe('not_a_picture')
    }
  })

  it('is refused where it is a bomb, before anything of it is decoded', async () => {
    const bomb = bombFile(20_000)
    expect(bomb.length).toBeLessThan(100_000)
    // No thread that may begin to decode could say so: it has no time at all.
    const hasty = makePictures(0)
    expect(await hasty.square(bomb)).toEqual({ refused: 'too_large' })
    expect(await hasty.square(bombFile(5001))).toEqual({ refused: 'too_large' })
    expect(await hasty.square(pngFile(10, 10))).toEqual({ refused: 'unreadable' })
  })

  it('is refused where it lies about its size', async () => {
    const liar = pngFile(2000, 2000)
    liar.writeUInt32BE(20, 16)
    expect(await refusalOf(liar)).toBe('unreadable')
  })

  it('is refused where it is cut off, moves, or is in the colours of printers', async () => {
    const jpeg = Buffer.from(await squareOf(pngFile(300, 300, [red, blue])))
    const webp = await webpFile(300, 200)
    for (const file of [jpeg, pngFile(300, 300), webp]) {
      expect(await refusalOf(file.subarray(0, Math.floor(file.length * 0.7)))).toBe('unreadable')
    }
    const printed = Buffer.from(jpeg)
    const frame = printed.indexOf(Buffer.from([0xff, 0xc2])) + printed.indexOf(Buffer.from([0xff, 0xc0])) + 1
    printed[frame + 9] = 4
    expect(await refusalOf(printed)).toBe('unreadable')
    const moving = Buffer.alloc(64)
    moving.write('RIFF\x38\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1')
    moving[20] = 2
    expect(await refusalOf(moving)).toBe('unreadable')
  })

  it('is never more than refused, whatever of its bytes is turned over', async () => {
    const files = [Buffer.from(await squareOf(pngFile(64, 64, [red, blue]))), pngFile(64, 64), await webpFile(64, 64)]
    for (const file of files) {
      for (const part of [0.1, 0.3, 0.5, 0.8]) {
        const odd = Buffer.from(file)
        const at = 32 + Math.floor((odd.length - 32) * part)
        for (let index = at; index < Math.min(at + 8, odd.length); index += 1)
          odd[index] = ((odd[index] ?? 0) ^ 0xa5) & 255
        expect(['taken', 'unreadable', 'not_a_picture', 'too_large']).toContain(await refusalOf(odd))
      }
    }
    expect(await refusalOf(pngFile(10, 10))).toBe('taken')
  }, 60_000)
})

describe('the work on a large picture', () => {
  it('keeps nobody waiting, is done one at a time, and ends in time', async () => {
    const large = pngFile(5000, 4900, [red, blue])
    const [first, second] = [pictures.square(large), pictures.square(pngFile(20, 20))]
    const third = pictures.square(pngFile(20, 20))
    expect(await refusalOf(pngFile(20, 20))).toBe('busy')
    const begun = performance.eventLoopUtilization()
    for (const made of await Promise.all([first, second, third])) expect(made).toHaveProperty('picture')
    // The part of the time in which this thread was at work, however busy the machine is.
    expect(performance.eventLoopUtilization(begun).utilization).toBeLessThan(0.3)
    expect(await makePictures(1).square(large)).toEqual({ refused: 'unreadable' })
  }, 60_000)
})
