export const HELP = `prosody-lint checks Prosody configurations: the rules of the editor, for shells and CI.

Usage:
  prosody-lint [lint] [OPTIONS] PATH…   check files; a folder stands for its main configuration, - for standard input
  prosody-lint explain RULE             what a rule says and why
  prosody-lint rules [--format json]    all rules
  prosody-lint dump [--format text] [--host NAME] FILE
                                        the configuration as Prosody would see it, and where each value comes from
  prosody-lint --version

Options:
  --format text|json                    how findings are printed (default: text); dump gives data (json, its default) or a text to
                                        read, which leaves out passwords and other secrets
  --profile auto|personal|public        whether the practices of public servers apply (default: auto, public where anyone can register)
  --prosody-version auto|0.11|0.12|13.0|trunk
                                        the Prosody the file is for (default: auto)
  --fix                                 apply every safe fix to the files, then report what is left
  --host NAME                           with dump: only this host, besides the global section
  --fail-on error|warning|information|hint|never
                                        the least severe finding that makes the exit code 1 (default: warning)

Profile, version and rules can also be set in a file .prosody-lint.json beside the configuration or above it, up to the root of the
repository: { "profile": "public", "version": "13.0", "rules": { "limits-missing": "off" } }. The command line goes first.

Exit code: 0 nothing found at or above --fail-on, 1 findings, 2 wrong usage, wrong settings or unreadable input.
`;
