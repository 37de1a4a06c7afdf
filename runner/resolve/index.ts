/** Pipelines × environment → desired resources and their graph. Pure. */
export { pipelinesOf, type Resolved, resolve } from './resolve.ts';
