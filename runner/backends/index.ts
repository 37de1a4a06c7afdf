/** Where state, journal and lock live: one interface, and one folder for each backend. */
export { GitBackend, type GitBackendOptions } from './git/git-backend.ts';
export { LocalBackend, type LocalBackendOptions } from './local/local-backend.ts';
