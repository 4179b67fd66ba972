import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Runs a program to its end and gives what it wrote.
 * @throws with what it wrote to its error output, when it ends with anything but 0 or takes longer than 20 s
 */
export async function command(file: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await execute(file, args, { timeout: 20_000, env: { ...process.env, MIBS: '' } })
    return stdout
  } catch (fault) {
    const { stderr, message } = fault as Error & { stderr?: string }
    throw new Error(`${file} ${args.join(' ')}: ${stderr?.trim() || message}`, { cause: fault })
  }
}
