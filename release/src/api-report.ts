import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import type { Entry, PublishedPackage } from './published.js';

/** Folder of the committed reports. Their diff shows how a change affects the public API. */
export const REPORTS = fileURLToPath(new URL('../api', import.meta.url));

/** `model.node.api.md` */
const fileName = (name: string, path: string) =>
  [name.replace('@mnist-adder/', ''), ...(path === '.' ? [] : [path.replace('./', '')]), 'api.md'].join('.');

/**
 * Compares the exports of an entry of a built package with its report.
 *
 * @param update whether to update the report if it differs.
 * @returns whether the report differed, and the problems of the declarations.
 */
export function checkApiReport(
  { name, folder }: PublishedPackage,
  { path, types }: Entry,
  update: boolean,
): { readonly differs: boolean; readonly complaints: readonly string[] } {
  const complaints: string[] = [];
  const mainReport = path === '.' ? undefined : join(REPORTS, fileName(name, '.'));
  const temporary = mkdtempSync(join(tmpdir(), 'mnist-adder-api-'));
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFileName: fileName(name, path),
        reportFolder: REPORTS,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        // Typedoc checks comments and links.
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

/** Whether a symbol that an entry does not export need not be exported there: the package's main entry exports it. */
function isExportedElsewhere(text: string, mainReport: string | undefined): boolean {
  const symbol = /^The symbol "(\w+)" needs to be exported/.exec(text)?.[1];
  return (
    symbol !== undefined &&
    mainReport !== undefined &&
    new RegExp(`^export \\w+ ${symbol}\\b`, 'm').test(readFileSync(mainReport, 'utf8'))
  );
}
