import { componentBody, defined } from './component-body.ts';
import type { ControlClient, Json } from './control-client.ts';
import type { AskedHandoff } from './handoff.ts';
import { isInstanceDone } from './is-instance-done.ts';
import { type Attributes, membersOf, objectOf } from './unflatten.ts';

/** How references in a handoff are found in Adobe: the id of a dataset, the id of a data view. */
export interface References {
  datasetId(address: string): Promise<string>;
  dataViewId(address: string): Promise<string>;
  /** `_luma.CustomerAI.KEY` of a score dataset. */
  prefix(address: string): Promise<string>;
}

interface Named extends Json {
  readonly id: string;
  readonly name: string;
}

/**
 * A person who does what a handoff says, through the emulator's control API. Knows nothing of the pipeline but what the
 * handoff tells.
 */
export class Operator {
  readonly control: ControlClient;
  readonly #references: References;
  readonly #by: string;

  constructor(control: ControlClient, references: References, by = 'Ada Admin <ada@luma.example>') {
    this.control = control;
    this.#references = references;
    this.#by = by;
  }

  /** Does one handoff; what no API shows is left to be attested. Says whether anything was left to do. */
  async perform(view: AskedHandoff): Promise<'done' | 'done-before'> {
    const kind = view.address.split('/')[1];
    const asked: Attributes = Object.fromEntries(view.open.map(({ path, desired }) => [path, desired]));
    if (kind === 'customer-ai-instance') {
      const instances = await this.control.get<readonly Named[]>('instances');
      if (isInstanceDone(view, instances)) return 'done-before';
      await this.#instance(view, asked, instances);
    } else if (kind === 'connection') await this.#connection(view, asked);
    else if (kind === 'data-view-components') await this.#components(view, asked);
    else if (kind === 'data-view-access') await this.#access(view, asked);
    else throw new Error(`nobody knows how to do a handoff of ${view.address}`);
    return 'done';
  }

  async #instance(view: AskedHandoff, asked: Attributes, instances: readonly Named[]): Promise<void> {
    const same = instances.find(({ name }) => name === view.title);
    if (view.purpose === 'replace' && view.phase === 'rename') {
      const rename = view.steps.find(({ act }) => act === 'rename');
      await this.control.patch(`instances/${same?.id}`, { name: rename?.value, by: this.#by });
    } else if (view.purpose === 'create' || view.purpose === 'replace') {
      await this.control.post('instances', await this.#instanceBody(asked));
    } else if (view.purpose === 'update') {
      const changes = {
        name: asked.title,
        description: asked.description,
        schedule: objectOf(asked, 'schedule'),
      };
      const known = instances.find(({ name }) => name === asked.title) ?? same ?? instances[0];
      await this.control.patch(`instances/${known?.id}`, { ...defined(changes), by: this.#by });
    } else if (view.purpose === 'delete') {
      const gone = instances.find(
        ({ name }) => name === view.title || view.steps.some(({ value }) => value === name),
      );
      if (gone === undefined) return;
      if (view.steps.some(({ act }) => act === 'remove')) await this.#removeFromConnections(gone);
      await this.control.delete(`instances/${gone.id}`);
    }
  }

  /** Takes the score datasets of an instance out of the connections that hold them. */
  async #removeFromConnections(instance: Json): Promise<void> {
    const own = [instance.profileDatasetId, instance.eventDatasetId];
    for (const connection of await this.control.get<readonly (Named & { dataSets: Json[] })[]>(
      'connections',
    )) {
      const dataSets = connection.dataSets.filter(({ dataSetId }) => !own.includes(dataSetId));
      if (dataSets.length === connection.dataSets.length) continue;
      const body = {
        dataSets: dataSets.map((dataset) => ({ id: dataset.dataSetId, ...dataset })),
        by: this.#by,
      };
      await this.control.patch(`connections/${connection.id}`, body);
    }
  }

  async #instanceBody(asked: Attributes): Promise<Json> {
    const datasets: Json[] = [];
    for (const [reference, identity] of membersOf(asked, 'inputs')) {
      const id = await this.#references.datasetId(reference);
      datasets.push({ id, identityNamespace: identity.namespace, identityField: identity.field });
    }
    const population = objectOf(asked, 'eligiblePopulation');
    const named = (list: string): Json[] =>
      [...membersOf(asked, list)].map(([name, member]) => ({
        name: decodeURIComponent(name),
        ...(member[''] as Json),
      }));
    return {
      name: asked.title,
      description: asked.description ?? '',
      propensityType: asked.propensityType,
      sandboxName: 'prod',
      datasets,
      goal: objectOf(asked, 'goal'),
      ...(population === undefined ? {} : { eligiblePopulation: population }),
      customEvents: named('customEvents'),
      customProfileAttributes: named('customProfileAttributes'),
      exclusions: asked.exclusions ?? [],
      schedule: { frequency: asked['schedule.frequency'] },
      outputs: objectOf(asked, 'outputs'),
      by: this.#by,
    };
  }

  async #connection(view: AskedHandoff, asked: Attributes): Promise<void> {
    const connections = await this.control.get<readonly (Named & { dataSets: Json[] })[]>('connections');
    const known = connections.find(({ name }) => name === view.title);
    if (view.purpose === 'delete') {
      if (known !== undefined) await this.control.delete(`connections/${known.id}`);
      return;
    }
    const dataSets = new Map((known?.dataSets ?? []).map((dataset) => [String(dataset.dataSetId), dataset]));
    for (const [reference, settings] of membersOf(asked, 'datasets')) {
      const id = reference.startsWith('id:')
        ? (reference.split(':').at(-1) ?? '')
        : await this.#references.datasetId(reference);
      if (Object.values(settings).every((value) => value === undefined || value === null))
        dataSets.delete(id);
      else dataSets.set(id, { ...dataSets.get(id), dataSetId: id, ...datasetBody(settings) });
    }
    const body = defined({
      name: asked.title,
      description: asked.description,
      tags: asked.tags,
      dataRetentionMonths: asked.rollingWindowMonths,
      numDailyEvents: asked.averageDailyEvents,
      primaryIdType: known === undefined ? asked.primaryIdType : undefined,
      dataSets: [...dataSets.values()].map((dataset) => ({ id: dataset.dataSetId, ...dataset })),
      by: this.#by,
    });
    if (known === undefined)
      await this.control.post('connections', { sandboxName: asked.sandbox ?? 'prod', ...body });
    else await this.control.patch(`connections/${known.id}`, body);
  }

  async #components(view: AskedHandoff, asked: Attributes): Promise<void> {
    const viewAddress = view.address.replace('/data-view-components/', '/data-view/');
    const id = await this.#references.dataViewId(viewAddress);
    const current = await this.control.get<{ dimensions: Json[]; metrics: Json[] }>(
      `dataviews/${id}/components`,
    );
    const lists = { dimensions: [...current.dimensions], metrics: [...current.metrics] };
    for (const [key, settings] of membersOf(asked, 'components')) {
      const list = key.startsWith('metrics/') ? lists.metrics : lists.dimensions;
      const at = list.findIndex((component) => component.id === key);
      if (at >= 0) list.splice(at, 1);
      if (Object.values(settings).some((value) => value !== undefined && value !== null)) {
        list.push({
          ...(current[key.startsWith('metrics/') ? 'metrics' : 'dimensions'].find((one) => one.id === key) ??
            {}),
          ...(await this.#componentBody(key, settings)),
        });
      }
    }
    await this.control.put(`dataviews/${id}/components`, { ...lists, by: this.#by });
  }

  async #componentBody(key: string, settings: Json): Promise<Json> {
    const source = settings.source as { dataset: string; attribute?: string; path?: string } | undefined;
    const body: Json = { id: key };
    if (source !== undefined) {
      body.schemaPath = source.path ?? `${await this.#references.prefix(source.dataset)}.${source.attribute}`;
      body.dataSetIds = [await this.#references.datasetId(source.dataset)];
    }
    return { ...body, ...componentBody(settings) };
  }

  async #access(view: AskedHandoff, asked: Attributes): Promise<void> {
    const viewAddress = view.address.replace('/data-view-access/', '/data-view/');
    const id = await this.#references.dataViewId(viewAddress);
    await this.control.put(`dataviews/${id}/access`, {
      productProfiles: asked.productProfiles ?? [],
      by: this.#by,
    });
  }
}

function datasetBody(settings: Json): Json {
  const dataSourceType = objectOf(settings, 'dataSourceType');
  return defined({
    type: settings.type,
    identityMap: settings['personId.identityMap'],
    usePrimaryIdNamespace: settings['personId.usePrimaryNamespace'],
    identityNamespace: settings['personId.namespace'],
    visitorId: settings['personId.field'],
    lookupKeyField: settings['lookup.key'],
    lookupParentFields: settings['lookup.matchingKeys'],
    streaming: settings.importNewData,
    backfill: settings.backfill === undefined ? undefined : settings.backfill === 'all',
    dataSourceType,
  });
}
