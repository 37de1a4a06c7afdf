import { expect, it } from 'vitest';
import { runProcess, startProcess } from '../../runner/host/index.ts';

const node = process.execPath;

it('arguments reach the program as they are, without a shell, and only the given environment', async () => {
  const script =
    'process.stdout.write(JSON.stringify([process.argv.slice(1), Object.keys(process.env).includes("HOME"), process.env.A]))';
  const args = ['-e', script, '--', '$(id)', '; ls', '`x`', '*'];
  const result = await runProcess({ file: node, args, env: { A: 'b' } });
  expect(JSON.parse(result.stdout)).toEqual([['$(id)', '; ls', '`x`', '*'], false, 'b']);
  expect(result.exitCode).toBe(0);
});

it('a failing program is a result, its input is what was given', async () => {
  const script = 'process.stdin.pipe(process.stderr); process.exitCode = 3';
  const result = await runProcess({ file: node, args: ['-e', script], env: {}, input: 'hello\n' });
  expect(result).toEqual({ exitCode: 3, stdout: '', stderr: 'hello\n' });
});

it('a program that is missing or interrupted is an error', async () => {
  await expect(runProcess({ file: 'no-such-program-here', args: [], env: {} })).rejects.toMatchObject({
    code: 'program-missing',
  });
  const signal = AbortSignal.abort();
  await expect(runProcess({ file: node, args: ['-e', '0'], env: {}, signal })).rejects.toMatchObject({
    code: 'interrupted',
    exitCode: 130,
  });
  expect(() => startProcess({ file: 'no-such-program-here', args: [], env: {} })).toThrow(
    expect.objectContaining({ code: 'program-missing' }),
  );
});

it('a long-lived program can be read from and stopped', async () => {
  const child = startProcess({
    file: node,
    args: ['-e', 'console.log("up"); setInterval(() => {}, 1000)'],
    env: {},
  });
  for await (const chunk of child.stdout) {
    expect(String(chunk)).toBe('up\n');
    break;
  }
  await child.stop();
  expect(await child.ended).toBeUndefined();
});

it('does not wait for what a program started, once the program was stopped', async () => {
  const script = "require('node:child_process').spawn('sleep', ['15'], { stdio: 'inherit' })";
  const start = Date.now();
  await expect(
    runProcess({ file: node, args: ['-e', script], env: { PATH: '/usr/bin:/bin' }, timeoutMs: 500 }),
  ).rejects.toMatchObject({
    code: 'program-timeout',
  });
  expect(Date.now() - start).toBeLessThan(10_000);
});
