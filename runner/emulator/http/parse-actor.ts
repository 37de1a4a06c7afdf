import { getHexDigest } from '../seeded-random.ts';
import type { Actor } from '../world/types.ts';

/** Reads `Name <email>` or a bare address; the IMS id follows from the address. */
export function parseActor(text: string): Actor {
  const match = /^([^<>]*)<([^<>]+)>$/.exec(text.trim());
  const email = (match?.[2] ?? text).trim();
  const name = match?.[1]?.trim() || (email.split('@')[0] ?? email);
  return { id: `${getHexDigest(email, 24).toUpperCase()}@luma.e`, name, email };
}

/** Who works in Adobe's UI where nobody says who. */
export const OPERATOR: Actor = parseActor('operator@luma.example');
