import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

export type Params = Record<string, SQLInputValue>

/** A connection with its statements, each prepared once. Their texts are ours and few; values only go in as parameters. */
export class Database {
  readonly #raw: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  readonly #listing = new Map<string, StatementSync>()

  constructor(file: string | URL, options: { readOnly?: boolean } = {}) {
    this.#raw = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true, ...options })
  }

  /** The rows, as the caller knows their columns to be. */
  all<T extends object>(sql: string, params: Params = {}): T[] {
    return this.#statement(sql).all(params) as unknown as T[]
  }

  get<T extends object>(sql: string, params: Params = {}): T | undefined {
    return this.#statement(sql).get(params) as unknown as T | undefined
  }

  /** The rows as lists of their columns: for tens of thousands, where objects would take as long again. */
  lists<T extends unknown[]>(sql: string, params: Params = {}): T[] {
    let statement = this.#listing.get(sql)
    if (statement === undefined) {
      statement = this.#raw.prepare(sql)
      statement.setReturnArrays(true)
      this.#listing.set(sql, statement)
    }
    return statement.all(params) as unknown as T[]
  }

  /** Row by row, for more than fits into memory; throws where the next one cannot be read. */
  *rows(sql: string): Generator<Params> {
    yield* this.#statement(sql).iterate() as Iterable<Params>
  }

  /** How many rows were changed. */
  run(sql: string, params: Params = {}): number {
    return Number(this.#statement(sql).run(params).changes)
  }

  /** Several statements without parameters. */
  exec(sql: string): void {
    this.#raw.exec(sql)
  }

  get inTransaction(): boolean {
    return this.#raw.isTransaction
  }

  close(): void {
    this.#prepared.clear()
    this.#listing.clear()
    this.#raw.close()
  }

  #statement(sql: string): StatementSync {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      statement = this.#raw.prepare(sql)
      this.#prepared.set(sql, statement)
    }
    return statement
  }
}
