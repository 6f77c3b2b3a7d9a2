import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import type { PublishedPackage } from './published.js';

/** Where the reports are: what a change does to the public surface is seen in their diff. */
export const REPORTS = fileURLToPath(new URL('../api', import.meta.url));

/** `model.node.api.md` */
const fileName = (name: string, entry: string) =>
  [name.replace('@mnist-adder/', ''), ...(entry === '.' ? [] : [entry.replace('./', '')]), 'api.md'].join('.');

/**
 * Compares what an entry of a built package exports with its report.
 *
 * @param update writes a report that differs anew.
 * @returns whether it differed, and what is wrong with the declarations.
 */
export function checkApiReport(
  { name, folder }: PublishedPackage,
  entry: string,
  update: boolean,
): { readonly differs: boolean; readonly complaints: readonly string[] } {
  const complaints: string[] = [];
  const mainReport = entry === '.' ? undefined : join(REPORTS, fileName(name, '.'));
  const temporary = mkdtempSync(join(tmpdir(), 'mnist-adder-api-'));
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, 'dist', entry === '.' ? 'index.d.ts' : `${entry.slice(2)}.d.ts`),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFileName: fileName(name, entry),
        reportFolder: REPORTS,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        // Release tags and the syntax of comments are another tool's.
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback: (message) => {
      message.handled = true;
      const isComplaint = ['warning', 'error'].includes(message.logLevel) && !message.messageId.startsWith('console-');
      if (isComplaint && !isExportedElsewhere(message.text, mainReport)) {
        complaints.push(message.formatMessageWithLocation(folder));
      }
    },
  });
  rmSync(temporary, { recursive: true });
  return { differs: apiReportChanged, complaints };
}

/**
 * Whether a symbol that an entry does not export is nevertheless to be had: the package's main entry has it, or the errors'
 * common ancestor; and a schema is only what a type is made of.
 */
function isExportedElsewhere(text: string, mainReport: string | undefined): boolean {
  const symbol = /^The symbol "(\w+)" needs to be exported/.exec(text)?.[1];
  if (symbol === undefined) return false;
  if (symbol.endsWith('Schema') || symbol === 'MnistAdderError') return true;
  return (
    mainReport !== undefined && new RegExp(`^export \\w+ ${symbol}\\b`, 'm').test(readFileSync(mainReport, 'utf8'))
  );
}
