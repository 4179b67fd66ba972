/** A page of a list, as the API asks for it. */
export interface PageRequest {
  limit: number
  cursor?: string | undefined
}
