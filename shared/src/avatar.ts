/** A picture of a person as it may be sent; what is kept of it is small. */
export const mostAvatarBytes = 5 * 1024 * 1024
