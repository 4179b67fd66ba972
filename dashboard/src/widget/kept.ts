import { keptBeginning } from './forget-chats.ts'

/** What this browser keeps of a chat, for all its tabs. */
export interface Kept {
  get<T>(key: string): T | null
  /** `null` forgets it. */
  set(key: string, value: unknown): void
  /** Those that begin so, in their order. */
  keys(beginning: string): string[]
  /** Hears what another tab changed. @returns how to stop */
  onChange(hear: (key: string) => void): () => void
}

/** A browser may forbid its storage, or have no room: then it holds until the page is closed. */
export function makeKept(name: string): Kept {
  const prefix = `${keptBeginning}${name}:`
  const here = new Map<string, string | null>()
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch {
      return otherwise
    }
  }
  return {
    get(key) {
      const text = here.has(key) ? here.get(key) : attempt(() => localStorage.getItem(prefix + key), null)
      return attempt(() => JSON.parse(text ?? 'null'), null)
    },
    set(key, value) {
      const text = value === null ? null : JSON.stringify(value)
      const isKept = attempt(() => {
        if (text === null) localStorage.removeItem(prefix + key)
        else localStorage.setItem(prefix + key, text)
        return true
      }, false)
      if (isKept) here.delete(key)
      else here.set(key, text)
    },
    keys(beginning) {
      const kept = attempt(() => Object.keys(localStorage), [])
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length))
      const all = new Set([...kept, ...here.keys()].filter((key) => here.get(key) !== null))
      return [...all].filter((key) => key.startsWith(beginning)).sort()
    },
    onChange(hear) {
      const listen = ({ key }: StorageEvent) => {
        if (key?.startsWith(prefix)) hear(key.slice(prefix.length))
      }
      addEventListener('storage', listen)
      return () => removeEventListener('storage', listen)
    },
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** So many letters that nobody can guess: 43 are 256 bits. `crypto.randomUUID` is not there on plain HTTP. */
export const randomLetters = (count: number): string =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => letters[byte % 64]).join('')
