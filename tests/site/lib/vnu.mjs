// In: names of HTML files. Out: what the Nu Html Checker says of them, split into problems and remarks.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vnuJar from 'vnu-jar';
import { problem } from './problems.mjs';

// Deep tables recurse in the checker; the small default stack would end it.
const JAVA = ['-Xss16m', '-jar', vnuJar, '--stdout', '--format', 'json', '--exit-zero-always'];

function run(files) {
  return new Promise((resolve, reject) => {
    const child = spawn('java', [...JAVA, ...files], { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(chunks).toString('utf8');
      code === 0 ? resolve(text) : reject(new Error(`java ended with ${code}: ${text}`));
    });
  });
}

function nameOf(message, root) {
  return message.url ? path.relative(root, fileURLToPath(message.url)) : '(checker)';
}

function toProblem(message, root) {
  const check = message.type === 'info' ? `vnu-${message.subType ?? 'info'}` : 'vnu-error';
  const near = message.extract ? ` near ${JSON.stringify(message.extract)}` : '';
  return problem(check, `${nameOf(message, root)}:${message.lastLine ?? '?'}`, `${message.message}${near}`);
}

// Errors and warnings are problems; bare information (a slash on a void element) is a remark.
export async function checkHtml(files, root) {
  const { messages } = JSON.parse(await run(files));
  const all = messages.map((message) => toProblem(message, root));
  const isRemark = ({ check }) => check === 'vnu-info';
  return { problems: all.filter((each) => !isRemark(each)), remarks: all.filter(isRemark) };
}
