/** A link to a page of the forge. An address that is not plainly one is left out, and its label stands alone. */
export function linkMarkdown(label: string, address: string | undefined): string {
  return isPlainAddress(address) ? `[${label}](${address})` : label;
}

/** Whether there is an address that can stand in Markdown as it is. */
export function isPlainAddress(address: string | undefined): address is string {
  return address !== undefined && /^https?:\/\/[\w./:?=&%#~+-]{1,500}$/u.test(address);
}
