/** Causes of which each probe of a device has its own entry; of any other a device has one at a time. */
const perProbe: readonly string[] = ['check_retry', 'late_answer']

/** What tells two failures of one device apart. */
export const keyOf = ({ cause, probe }: { cause: string; probe?: string | null | undefined }): string =>
  perProbe.includes(cause) ? `${cause} ${probe ?? ''}` : cause
