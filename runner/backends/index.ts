/** Where state, journal and lock live: one interface, and one folder for each backend. */
export { LocalBackend, type LocalBackendOptions } from './local/local-backend.ts';
