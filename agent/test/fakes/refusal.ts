import { Fault } from '../../src/services/fault.ts'

/** How a verb refuses: its code and the fields it names. Anything else it does fails the test. */
export async function refusalOf(work: () => unknown): Promise<{ code: string; fields: Record<string, string> }> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { code: error.code, fields: Object.fromEntries(error.fields.map(({ path, message }) => [path, message])) }
  }
  throw new Error('the verb did not refuse')
}
