import type { Command } from 'commander';
import type { ImportOptions } from '../commands/import.ts';
import { type CommonOptions, common, type SetCode } from '../common-options.ts';
import type { CommandIo } from '../io.ts';

/** Commands that read Adobe and change nothing in it: what its inputs are like, what exists there. */
export function addReading(program: Command, io: CommandIo, setCode: SetCode): void {
  addInputs(program, io, setCode);
  addImport(program, io, setCode);
}

function addInputs(program: Command, io: CommandIo, setCode: SetCode): void {
  const inputs = program.command('inputs').description('the datasets that Customer AI learns from');
  common(inputs.command('check', { isDefault: true }))
    .description('check the live inputs against what the pipelines need; writes nothing; exit 1 on an error')
    .argument('[pipelines...]', 'names; all pipelines of the environment without it')
    .action(async (pipelines: string[], options: CommonOptions) =>
      setCode(await (await import('../commands/inputs.ts')).runCheckInputs(io, pipelines, options)),
    );
}

function addImport(program: Command, io: CommandIo, setCode: SetCode): void {
  const imports = program
    .command('import')
    .description(
      'write what exists in Adobe as YAML, so that a plan only adopts it; changes nothing in Adobe',
    );
  const add = (name: string, argument: string): Command =>
    common(imports.command(name))
      .argument('<id>', argument)
      .option('-p, --pipeline <name>', 'pipeline to write it into, where that does not follow')
      .option('--stdout', 'print the YAML instead of writing the file')
      .action(async (id: string, options: ImportOptions) =>
        setCode(await (await import('../commands/import.ts')).runImport(io, name, id, options)),
      );
  add('data-view', 'id of the data view, such as dv_64f0c1d2e3a4b5c6d7e8f901').description(
    'a data view, into the pipeline that has its connection, under spec.dataViews',
  );
  add('connection', 'id of the connection, with or without dg_').description(
    'a connection, into a pipeline that has none, under spec.connection',
  );
}
