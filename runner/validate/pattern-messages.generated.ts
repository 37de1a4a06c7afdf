/** Generated from schemas/ by .ci/generate.mjs. Do not edit. */

/** What a pattern of the schemas asks for, in words. */
export const PATTERN_MESSAGES: Readonly<Record<string, string>> = {
  "^[a-z0-9]+(-[a-z0-9]+)*$": "lower-case letters, digits and single hyphens between them, such as account-upgrade",
  "^[^\\u0000-\\u001F\\u007F]*$": "one line of text without control characters",
  "^[^\\u0000-\\u0008\\u000B-\\u001F\\u007F]*$": "text without control characters other than line breaks and tabs",
  "^[A-Za-z_$][A-Za-z0-9_$:-]*(\\.[A-Za-z0-9_$:-]+)*$": "an XDM field path: names joined by dots, such as web.webPageDetails.name",
  "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$": "an address of the form pipeline/kind/name, such as account-upgrade/connection/scores",
  "^[A-Za-z][A-Za-z0-9 ]*$": "letters, digits and spaces, such as exists or starts with",
  "^(scores\\.(event|profile)|inputs\\.[a-z0-9]+(-[a-z0-9]+)*|[a-z0-9]+(-[a-z0-9]+)*/(score-dataset/(event|profile)|input-dataset/[a-z0-9]+(-[a-z0-9]+)*))$": "scores.event, scores.profile, inputs.NAME, or the address of such a dataset in another pipeline",
  "^[a-z0-9*-]+$": "the name of a pipeline; * stands for any part of it",
  "^[A-Za-z0-9-]+$": "the name of a sandbox: letters, digits and hyphens",
  "^_[A-Za-z0-9_]+$": "a tenant namespace with its underscore, such as _luma",
  "^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$": "an address that starts with https:// (or http:// for an emulator)",
  "^[A-Z_][A-Z0-9_]*$": "the name of an environment variable: capital letters, digits and underscores",
  "^[a-z0-9*-]+(/[a-z0-9*-]+){0,2}$": "an address pattern such as account-upgrade/data-view/*, or ** for everything",
  "^[A-Za-z0-9_][A-Za-z0-9_-]*$": "the name of a remote, such as origin: letters, digits, hyphens and underscores",
  "^[A-Za-z0-9_][A-Za-z0-9_-]*(/[A-Za-z0-9_][A-Za-z0-9_-]*)*$": "the name of a branch, such as cai-state/prod: letters, digits, hyphens and underscores, with slashes between",
  "^[1-9][0-9]{0,11}[KMG]?$": "a number of bytes per second, such as 20M: K, M and G stand for 1024, 1024² and 1024³",
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a date such as 2026-11-26",
  "^[A-Za-z0-9_][A-Za-z0-9_.-]*$": "letters, digits, dots, underscores and hyphens, such as upgrade-score",
  "^[A-Z]{3}$": "a currency code of three capital letters, such as EUR",
  "^[a-z0-9]+(-[a-z0-9]+)*(/connection/[a-z0-9]+(-[a-z0-9]+)*)?$": "the name of a connection of this pipeline, or an address of the form pipeline/connection/name",
  "^[A-Za-z0-9_+./${}-]+$": "an IANA time zone such as Europe/Lisbon",
  "^((>=|[~^])?[0-9]{1,6}(\\.[0-9]{1,6}){0,2})( (>=|[~^])?[0-9]{1,6}(\\.[0-9]{1,6}){0,2}){0,4}$": "a version such as 0.1.0, or a range such as ^0.1, ~0.1.2 or >=0.1"
};
