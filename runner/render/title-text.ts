import { parseObjectAddress } from '../model/index.ts';
import { toPlain } from './plain-text.ts';

/** The title in quotes; empty where it only repeats the name in the address. */
export function titleText(resource: { readonly address: string; readonly title: string }): string {
  const name = parseObjectAddress(resource.address).address.split('/').at(-1);
  return resource.title === '' || resource.title === name ? '' : `"${toPlain(resource.title)}"`;
}
