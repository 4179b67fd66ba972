/** A number in groups of three from its end, as people read it out: `+34 600 123 456`. */
export const phoneWords = (phone: string): string => phone.replace(/(?<=\d)(?=(?:\d{3}){1,3}$)/gu, ' ')
