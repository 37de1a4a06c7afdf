/** Pipelines × environment → desired resources and their graph. Pure. */
export { expandPipelines, pipelinesOf, type Resolved, resolve } from './resolve.ts';
