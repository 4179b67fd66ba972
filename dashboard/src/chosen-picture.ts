import { mostAvatarBytes } from '@sereno/shared/avatar.ts'

/** A picture that somebody chose and has not saved yet; without `preview` where this browser cannot show it. */
export interface ChosenPicture {
  file: Blob
  preview: string | null
}

const side = 512

/**
 * What is sent of a file: a small square of its middle, so that a photograph of a telephone takes no minute; where the
 * browser cannot read it the file as it is, for the agent tells what is wrong with it. `null`: too large for that.
 */
export async function choosePicture(file: File): Promise<ChosenPicture | null> {
  const made = await squareOf(file).catch(() => null)
  if (made !== null) return made
  return file.size > mostAvatarBytes ? null : { file, preview: null }
}

async function squareOf(file: File): Promise<ChosenPicture | null> {
  const picture = await createImageBitmap(file)
  const { width, height } = picture
  const cut = Math.min(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, side, side)
  pen.drawImage(picture, (width - cut) / 2, (height - cut) / 2, cut, cut, 0, 0, side, side)
  picture.close()
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  return small && { file: small, preview: canvas.toDataURL('image/jpeg', 0.9) }
}
