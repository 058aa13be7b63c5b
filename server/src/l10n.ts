/**
 * Every text a person sees goes through here. The English text is the key; translations are bundles made by
 * `npm run l10n` and handed in by the door (VS Code passes its own bundle on).
 */
export { config as configureL10n, t } from "@vscode/l10n";
