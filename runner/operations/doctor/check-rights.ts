import type { DoctorCheck } from '../../model/index.ts';
import { attempt, failed, isUnreached, notChecked, type Outcome, ok, type Subject } from './attempt.ts';
import { checkRight } from './check-platform.ts';
import type { AdobeProbes, DoctorProbes } from './probes.ts';

/** Both are needed: a 403 about a missing region means that the second is missing (facts §0.3). */
const PROFILES =
  'in Admin Console: a product profile of Customer Journey Analytics, and one of Experience Platform';

const CONNECTIONS: Subject = { id: 'connections', area: 'cja', label: 'Connections', right: PROFILES };
const DATA_VIEWS: Subject = { id: 'data-views', area: 'cja', label: 'Data views', right: PROFILES };
const ANNOTATIONS: Subject = { id: 'annotations', area: 'cja', label: 'Annotations', right: PROFILES };
const AUDIT_LOGS: Subject = {
  id: 'audit-logs',
  area: 'cja',
  label: 'Audit logs',
  right: 'Audit Logs Access, in a product profile of Customer Journey Analytics',
};

/** Rights of Customer Journey Analytics. `first`: what its first read came to. */
export async function checkRights(
  { environment, kinds }: DoctorProbes,
  adobe: AdobeProbes,
): Promise<{ readonly checks: readonly DoctorCheck[]; readonly first: Outcome<unknown> }> {
  const first = await attempt(async () => await adobe.countConnections());
  const hasAnnotations = kinds.has('annotation');
  if ('error' in first && isUnreached(first)) {
    const others = [CONNECTIONS, DATA_VIEWS, ...(hasAnnotations ? [ANNOTATIONS] : []), AUDIT_LOGS];
    const why = 'Customer Journey Analytics did not answer; see above';
    return { checks: others.map((subject) => notChecked(subject, why)), first };
  }
  const { sandbox } = environment.spec;
  const seen =
    'error' in first
      ? failed(CONNECTIONS, first.error)
      : ok(CONNECTIONS, connectionsText(first.value, sandbox));
  const views = await checkRight(DATA_VIEWS, async () =>
    (await adobe.hasDataView()) ? 'read' : 'read; none is seen',
  );
  const annotations = hasAnnotations
    ? [
        await checkRight(ANNOTATIONS, async () =>
          (await adobe.hasAnnotation()) ? 'read' : 'read; none is seen',
        ),
      ]
    : [];
  const audit = await checkRight(
    AUDIT_LOGS,
    async () => ((await adobe.hasAuditRecord()) ? 'read' : 'read; they are empty'),
    'warning',
  );
  const told =
    audit.status === 'warning'
      ? { ...audit, found: `drift cannot say who changed something: ${audit.found}` }
      : audit;
  return { checks: [seen, views, ...annotations, told, UNSEEN_WRITES, UNSEEN_PEOPLE], first };
}

function connectionsText(count: number, sandbox: string): string {
  const seen = count === 1 ? '1 is seen' : `${count} are seen`;
  return `${seen} in sandbox ${sandbox}; all there are only by a product administrator`;
}

/** What no read tells: said, so that nobody takes a green report for a promise. */
const UNSEEN_WRITES: DoctorCheck = notChecked(
  { id: 'writing', area: 'cja', label: 'Creating and changing data views' },
  'no harmless request shows this right; the first write of cai apply does, and says so',
);

/** Facts §3.3 and §4: what people need for guided steps. */
const UNSEEN_PEOPLE: DoctorCheck = notChecked(
  {
    id: 'people',
    area: 'cja',
    label: 'Rights of those who do handoffs',
    right:
      'Manage Customer AI, in Experience Platform; Customer Journey Analytics product administrator; View and Manage Schemas',
  },
  'the rights of other people cannot be read',
);
