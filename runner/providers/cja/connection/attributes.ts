import { ATTRIBUTES, type AttributeSpec } from '../../../model/index.ts';

/** The sandbox comes from the environment, not from the pipeline, and so from no schema. */
const SANDBOX: AttributeSpec = {
  path: 'sandbox',
  visibility: 'visible',
  immutable: true,
  screen: 'Connection settings',
  label: 'Sandbox',
  readBack: 'sandboxName',
};

/** Attributes of a connection: what is visible of it, and where it is set. */
export const CONNECTION_ATTRIBUTES: readonly AttributeSpec[] = [...(ATTRIBUTES.connection ?? []), SANDBOX];
