/** What a browser can do about pushes, as it is just now. */
export interface PushFacts {
  /** Reached by HTTPS, or on the box itself: elsewhere a browser gives no pushes. */
  secure: boolean
  /** It knows service workers, pushes and notifications. */
  supported: boolean
  /** An iPad or iPhone: it gives pushes only to what stands on its Home Screen. */
  apple: boolean
  /** Opened from the Home Screen. */
  standalone: boolean
  permission: 'default' | 'granted' | 'denied'
  /** The browser's own subscription: the box pushes to it, or not; `other_key`: it was made for another box, or for its keys of before. */
  subscription: 'none' | 'known' | 'unknown' | 'other_key'
}

/** `gone`: the browser may show pushes, and gets none. */
export type PushState = 'needs_https' | 'needs_home_screen' | 'unsupported' | 'ask' | 'blocked' | 'on' | 'gone'

/** What stands in the way comes in the order in which it can be put out of it. */
export function pushStateOf({ secure, supported, apple, standalone, permission, subscription }: PushFacts): PushState {
  if (!secure) return 'needs_https'
  if (apple && !standalone) return 'needs_home_screen'
  if (!supported) return 'unsupported'
  if (permission === 'denied') return 'blocked'
  if (permission === 'default') return 'ask'
  return subscription === 'known' ? 'on' : 'gone'
}

/** Where each browser hides its permissions. */
export type PermissionWay = 'chrome' | 'firefox' | 'safari' | 'apple' | 'other'

/** By what a browser calls itself; those that are not listed have a lock beside the address. */
export function permissionWay(userAgent: string, apple: boolean): PermissionWay {
  if (apple) return 'apple'
  if (/Firefox\//u.test(userAgent)) return 'firefox'
  if (/Edg|OPR\/|SamsungBrowser/u.test(userAgent)) return 'other'
  if (/Chrome\//u.test(userAgent)) return 'chrome'
  return /Version\/[\d.]+.* Safari\//u.test(userAgent) ? 'safari' : 'other'
}

/** An iPad calls itself a Mac; a Mac has no touch screen. */
export const isApple = (userAgent: string, touchPoints: number): boolean =>
  /iPad|iPhone/u.test(userAgent) || (/Macintosh/u.test(userAgent) && touchPoints > 1)

/** Whether a browser's key is the box's, which comes in base64url. */
export function isSameKey(key: ArrayBuffer | null, publicKey: string): boolean {
  if (key === null) return false
  const text = btoa(String.fromCharCode(...new Uint8Array(key)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '') === publicKey
}
