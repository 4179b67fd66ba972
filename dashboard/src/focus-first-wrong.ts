import { tick } from 'svelte'

/** Moves the focus to the first field of a form that an answer found wrong. */
export async function focusFirstWrong(form: HTMLElement | null | undefined): Promise<void> {
  await tick()
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
