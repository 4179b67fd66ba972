const controls = 'a[href], button, input, select, textarea, summary, [tabindex]'

/**
 * The times that a control tells when the keyboard reaches it: those inside it; of a row or card its first control tells
 * all, so that no time has to be a stop of its own.
 */
export function timesToldBy(control: Element): HTMLTimeElement[] {
  const inside = timesIn(control)
  if (inside.length > 0) return inside
  const scope = control.closest('tr, li, article')
  return scope !== null && scope.querySelector(controls) === control ? timesIn(scope) : []
}

const timesIn = (scope: Element): HTMLTimeElement[] => [...scope.querySelectorAll<HTMLTimeElement>('time[title]')]
