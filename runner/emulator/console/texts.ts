/** A moment as pages print it, in UTC. */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A number with its noun: `1 run`, `2 runs`. */
export function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** Something with its id in brackets, as handoffs name it. */
export function namedText({ name, id }: { readonly name: string; readonly id: string }): string {
  return `${name} (${id})`;
}
