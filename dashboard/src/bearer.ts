let token: string | null = null

/** From now on the agent is asked with an iPad's own token; with `null`, by the cookie of whoever is signed in. */
export const speakWith = (secret: string | null): void => {
  token = secret
}

/** The headers that say who asks, beside the cookie. */
export const credential = (): Record<string, string> => (token === null ? {} : { authorization: `Bearer ${token}` })

/** Whether it is an iPad's token that the agent is asked with. */
export const hasCredential = (): boolean => token !== null
