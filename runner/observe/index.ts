/** Desired × state → observed, in bulk, through the remote kinds given as arguments. Reads only. */
export { type ObserveScope, type ObserveTools, observe } from './observe.ts';
