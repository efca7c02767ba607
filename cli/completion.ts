/** What a shell proposes behind "sealdrop": commands and options by their descriptions, names by asking the command itself. */
import type { Command, Option } from './command.ts';

type Commands = Readonly<Record<string, Command>>;

/** One case for each command: its options, those with a value and of which kind, and what stands without an option. */
function cases(commands: Commands, shown: (name: string, command: Command) => string): string {
  return Object.entries(commands)
    .map(([name, command]) => shown(name, command))
    .join('\n');
}

const optionsOf = ({ options }: Command) => [...Object.keys(options), 'help'].map((name) => `--${name}`);

function firstWords(commands: Commands): string {
  return [...new Set([...Object.keys(commands).map((name) => name.split(' ')[0]), 'open-legacy'])].join(' ');
}

function secondWords(commands: Commands): string {
  const groups = new Map<string, string[]>();
  for (const name of Object.keys(commands)) {
    const [first = '', second] = name.split(' ');
    if (second) groups.set(first, [...(groups.get(first) ?? []), second]);
  }
  return [...groups].map(([first, seconds]) => `    ${first}) words="${seconds.join(' ')}" ;;`).join('\n');
}

/** How names are proposed: of files by the shell, of people and key pairs by what the command lists. */
function proposal(completes: Option['completes']): string {
  switch (completes) {
    case 'file':
      return 'file';
    case 'folder':
      return 'folder';
    case 'contact':
      return 'contact';
    case 'key':
      return 'key';
    case undefined:
      return 'none';
  }
}

/** One function for both shells: sets `words` to what is proposed, or `kind` to whom to ask. */
function chooser(commands: Commands): string {
  const options = cases(commands, (name, command) => {
    const valued = Object.entries(command.options)
      .filter(([, { value }]) => value !== undefined)
      .map(([option, { completes }]) => `        --${option}) kind=${proposal(completes)}; return ;;`);
    const isValued = valued.length > 0 ? `\n      case "$previous" in\n${valued.join('\n')}\n      esac` : '';
    return `    "${name}")${isValued}
      words="${optionsOf(command).join(' ')}"; kind=${proposal(command.completes)} ;;`;
  });
  return `_sealdrop_choose() {
  # first second previous count: what stands there already, and how many words before the one that is typed
  local first="$1" second="$2" previous="$3" count="$4"
  words=""; kind=none
  if [ "$count" -eq 1 ]; then words="${firstWords(commands)} --help"; return; fi
  if [ "$count" -eq 2 ]; then
    case "$first" in
${secondWords(commands)}
    esac
    if [ -n "$words" ]; then return; fi
  fi
  local command="$first"
  case "$first" in
${[...new Set(Object.keys(commands).flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]] : [])))].map((one) => `    ${one}) command="$first $second" ;;`).join('\n')}
  esac
  case "$command" in
${options}
    open-legacy) words="--key --out --help"; kind=file ;;
  esac
}

_sealdrop_names() {
  # The names of contacts or key pairs, a line for each.
  case "$1" in
    contact) sealdrop contact list --json 2>/dev/null ;;
    key) sealdrop key show --json 2>/dev/null ;;
  esac | grep -o '"name":"[^"\\\\]*"' | cut -d '"' -f 4
}
`;
}

/** A script for bash to source. */
export function bashCompletion(commands: Commands): string {
  return `# sealdrop: completion for bash. source <(sealdrop completion bash)
${chooser(commands)}
_sealdrop() {
  local words kind current="\${COMP_WORDS[COMP_CWORD]}" IFS=$'\\n'
  _sealdrop_choose "\${COMP_WORDS[1]}" "\${COMP_WORDS[2]}" "\${COMP_WORDS[COMP_CWORD-1]}" "$COMP_CWORD"
  COMPREPLY=()
  if [ -n "$words" ] && { [ "$kind" = none ] || [ "\${current#-}" != "$current" ]; }; then
    COMPREPLY=($(compgen -W "\${words// /$'\\n'}" -- "$current"))
    return
  fi
  case "$kind" in
    file) compopt -o filenames; COMPREPLY=($(compgen -f -- "$current")) ;;
    folder) compopt -o filenames; COMPREPLY=($(compgen -d -- "$current")) ;;
    contact | key) COMPREPLY=($(compgen -W "$(_sealdrop_names "$kind")" -- "$current")) ;;
  esac
}
complete -F _sealdrop sealdrop
`;
}

/** A script for zsh to source, or to lie in a folder of its fpath as _sealdrop. */
export function zshCompletion(commands: Commands): string {
  return `#compdef sealdrop
# sealdrop: completion for zsh. source <(sealdrop completion zsh), after compinit
${chooser(commands)}
_sealdrop() {
  # Of the line's words, which zsh calls "words" as well.
  local -a line; line=("\${words[@]}")
  local at=$CURRENT current="\${words[CURRENT]}"
  local words kind
  _sealdrop_choose "\${line[2]}" "\${line[3]}" "\${line[at-1]}" "$((at - 1))"
  if [[ -n "$words" && ( "$kind" == none || "$current" == -* ) ]]; then
    compadd -- \${=words}
    return
  fi
  case "$kind" in
    file) _files ;;
    folder) _files -/ ;;
    contact | key) compadd -- \${(f)"$(_sealdrop_names "$kind")"} ;;
  esac
}
compdef _sealdrop sealdrop
`;
}
