import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Chromium and its kin keep SwiftShader, Vulkan's loader beside it: Debian, Ubuntu, and Chrome from its maker. */
const FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * The environment in which a process finds the Vulkan driver that Chromium brings for machines without a GPU; empty where there is
 * none. It is good for tests: right, and slow.
 */
export function softwareVulkan(): Record<string, string> {
  const folder = FOLDERS.find((path) => existsSync(join(path, 'vk_swiftshader_icd.json')));
  if (folder === undefined) return {};
  const driver = join(folder, 'vk_swiftshader_icd.json');
  // The second is what older loaders read.
  return { VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: folder };
}
