// In: what a check found. Out: one common shape for it, and an assertion that prints every finding.
// A problem is { check, where, what }: `check` is a stable name that the self-test looks for.
import assert from 'node:assert/strict';

const PRINTED = 200;

export const problem = (check, where, what) => ({ check, where, what });

export const line = ({ check, where, what }) => `[${check}] ${where}: ${what}`;

// All problems at once: whoever repairs the site wants the list, not the first line of it.
export function assertNone(problems) {
  const lines = problems.slice(0, PRINTED).map(line);
  if (problems.length > PRINTED) lines.push(`… and ${problems.length - PRINTED} more`);
  assert.equal(problems.length, 0, `${problems.length} problems\n${lines.join('\n')}`);
}
