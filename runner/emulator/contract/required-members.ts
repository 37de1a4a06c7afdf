/** Members that a body must have, beyond what Adobe's files require: of 615 objects in CJA's file 7 name any. */
interface RequiredMembers {
  readonly operation: RegExp;
  readonly part: 'request' | 'answer';
  /** Where the object stands in the body; `*` is every member of a list or map. */
  readonly at: string;
  readonly members: readonly string[];
}

const PAGE = ['content', 'number', 'size', 'numberOfElements', 'totalElements', 'totalPages'];

/** Our own overlay; the paragraphs are those of the facts page. */
export const REQUIRED_MEMBERS: readonly RequiredMembers[] = [
  // §0.7: pages, and §5.1: only the id comes unasked
  { operation: /^GET \/data\/dataviews$/, part: 'answer', at: '', members: PAGE },
  { operation: /^GET \/data\/dataviews$/, part: 'answer', at: '/content/*', members: ['id'] },
  { operation: /^(GET|PUT) \/data\/dataviews\/(copy\/)?\{\w+\}$/, part: 'answer', at: '', members: ['id'] },
  { operation: /^GET \/data\/connections(\/search)?$/, part: 'answer', at: '', members: PAGE },
  { operation: /^GET \/data\/connections(\/search)?$/, part: 'answer', at: '/content/*', members: ['id'] },
  { operation: /^GET \/data\/connections\/\{connectionId\}$/, part: 'answer', at: '', members: ['id'] },
  { operation: /^GET .*\/(dimensions|metrics)$/, part: 'answer', at: '/content/*', members: ['id'] },
  { operation: /^GET .*\/(dimensions|metrics)\/\{/, part: 'answer', at: '', members: ['id'] },
  // §5.2: what a create must send
  {
    operation: /^POST \/data\/dataviews$/,
    part: 'request',
    at: '',
    members: ['name', 'parentDataGroupId', 'timezoneDesignator'],
  },
  { operation: /^POST \/data\/dataviews$/, part: 'answer', at: '', members: ['id'] },
  { operation: /^POST \/data\/dataviews\/validate$/, part: 'answer', at: '', members: ['valid'] },
  { operation: /^DELETE \/data\/dataviews\/\{/, part: 'answer', at: '', members: ['result'] },
  // §6.1: the default answer is the id only
  { operation: /^GET \/segments$/, part: 'answer', at: '/content/*', members: ['id'] },
  // §6.7
  {
    operation: /^(GET|POST) \/auditlogs/,
    part: 'answer',
    at: '/content/*',
    members: ['id', 'dateCreated', 'action', 'user', 'component'],
  },
  // §1.4: status and date of a batch decide what is downloaded
  {
    operation: /\/catalog\/batches(\/\{BATCH_ID\})?$/,
    part: 'answer',
    at: '/*',
    members: ['status', 'created', 'relatedObjects'],
  },
  // §1.5
  {
    operation: /\/export\/batches\/\{batchId\}\/files$/,
    part: 'answer',
    at: '',
    members: ['data', '_page', '_links'],
  },
  {
    operation: /\/export\/batches\/\{batchId\}\/files$/,
    part: 'answer',
    at: '/data/*',
    members: ['dataSetFileId', '_links'],
  },
  // §0.7, §2.6
  { operation: /\/schemaregistry\/stats$/, part: 'answer', at: '', members: ['imsOrg', 'tenantId'] },
  {
    operation: /\/schemas\/\{SCHEMA_ID\}$/,
    part: 'answer',
    at: '',
    members: ['$id', 'meta:altId', 'title', 'version', 'meta:class'],
  },
  {
    operation: /\/\{CONTAINER_ID\}\/schemas$/,
    part: 'answer',
    at: '',
    members: ['results', '_page', '_links'],
  },
  {
    operation: /\/descriptors$/,
    part: 'answer',
    at: '/xdm:descriptorIdentity/*',
    members: ['@id', '@type', 'xdm:sourceSchema', 'xdm:sourceProperty', 'xdm:namespace'],
  },
  // sandbox management
  {
    operation: /\/sandbox-management\/(sandboxes)?$/,
    part: 'answer',
    at: '/sandboxes/*',
    members: ['name', 'state', 'type', 'region', 'isDefault'],
  },
];
