/** An engine's message without what stands in quotes: values of customers' rows, and paths. */
export function withoutValues(message: string): string {
  return message.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…');
}
