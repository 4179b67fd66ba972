import type { BodyOf, Contract, QueryOf, ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api, RouteName } from '@sereno/shared/api/index.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Caller } from '../services/house.ts'
import type { Whence } from '../services/whence.ts'
import type { Upload } from './upload.ts'

/** A request that passed the door: checked against its contract, its caller known. */
export interface Call<C extends Contract> {
  params: Record<string, string>
  query: QueryOf<C>
  body: BodyOf<C>
  /** Only public routes are called without one. */
  caller: C['access'] extends 'public' ? Caller | null : Caller
  /** The reader's language: from `Accept-Language`, else the person's, else the venue's. */
  language: Language
  /** Where the browser found us: `https://sereno.local`. The name is one of ours, or an address. */
  origin: string
  /** The other site whose page asks, as browsers name it; `null` for our own pages and for programs. */
  foreign: string | null
  /** By what a visitor of a live chat is known; `null` for everyone else. */
  visitorToken: string | null
  /** A cookie that came along. */
  cookie(name: string): string | null
  /** The client's address. */
  address: string
  /** The same where anyone may call, also through what stands before us. */
  whence: Whence
  /** The browser's `User-Agent`, cleaned and cut. */
  browser: string
  /** What the client has already, of `If-None-Match`. */
  known: string | null
  /** Ends when the client goes away. */
  signal: AbortSignal
  /** Where the route streams: the last event that the client saw, and how to end the connection with whatever waits in it. */
  stream?: { lastEventId: string | null; disconnect(): void }
  /** Where the route takes a file: its bytes as they come, and the claim code that was sent along. */
  upload?: Upload
  /** Response headers that the handler wants to add, such as a cookie. */
  headers: Headers
}

/** What a handler gives back: the contract's response, or a whole `Response` where the route streams. */
export type Answer<C extends Contract> = C extends { contentType: string } ? Response : ResponseOf<C>
export type Handler<C extends Contract> = (call: Call<C>) => Promise<Answer<C>>
/** The handlers of a group of routes, one for each contract. */
export type Handlers<Names extends RouteName> = { [Name in Names]: Handler<Api[Name]> }
