/** The `:id` of a path; the router gives it on every route that has one. */
export const idOf = ({ params }: { params: Record<string, string> }): string => params.id ?? ''
