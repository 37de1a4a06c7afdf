/** Shells that can be given a script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** One of them. */
export type Shell = (typeof SHELLS)[number];

/*
 * The scripts know no command and no option: each asks `cai __complete -- WORDS…`, the last word being the one that is typed.
 * The answer has one word on each line, with a tab and its description where there is one; `:files` and `:folders` ask the
 * shell for paths. Each script asks the program that was typed, so that a path or another version completes as itself.
 */

/** Bash 3.2 and newer. Bash breaks words at = @ : too, and replaces only what follows the last of these. */
const BASH = `# Completion of cai for bash. To use it now and in every new shell:
#   eval "$(cai completion bash)"
#   echo 'eval "$(cai completion bash)"' >> ~/.bashrc
_cai() {
  local line="\${COMP_LINE:0:COMP_POINT}" current before='' sign value answer
  local -a words
  read -r -a words <<< "$line"
  case "$line" in *[[:space:]]) words+=('') ;; esac
  current="\${words[\${#words[@]} - 1]}"
  for sign in = @ :; do
    case "$COMP_WORDBREAKS" in *"$sign"*) ;; *) continue ;; esac
    case "$current" in *"$sign"*) ;; *) continue ;; esac
    value="\${current%"\${current##*"$sign"}"}"
    [ "\${#value}" -gt "\${#before}" ] && before="$value"
  done
  COMPREPLY=()
  while IFS= read -r answer; do
    case "$answer" in
      :files | :folders)
        compopt -o filenames 2>/dev/null
        sign='-f'
        [ "$answer" = :folders ] && sign='-d'
        while IFS= read -r value; do COMPREPLY+=("$value"); done \\
          < <(compgen "$sign" -- "\${current#"$before"}")
        ;;
      *)
        value="\${answer%%$'\\t'*}"
        COMPREPLY+=("\${value#"$before"}")
        ;;
    esac
  done < <("\${words[0]}" __complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -F _cai cai
`;

const ZSH = `#compdef cai
# Completion of cai for zsh. To use it now and in every new shell (after compinit):
#   eval "$(cai completion zsh)"
#   echo 'eval "$(cai completion zsh)"' >> ~/.zshrc
_cai() {
  local answer
  local -a asked described
  asked=("\${(@Q)words[2,CURRENT]}")
  for answer in "\${(@f)$("\${(Q)words[1]}" __complete -- "\${asked[@]}" 2>/dev/null)}"; do
    case "$answer" in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *) described+=("\${\${answer//:/\\\\:}/$'\\t'/:}") ;;
    esac
  done
  (( \${#described} )) && _describe -t values cai described
}
if [ "\${funcstack[1]}" = "_cai" ]; then _cai "$@"; else compdef _cai cai; fi
`;

const FISH = `# Completion of cai for fish. To use it now, and in every new shell:
#   cai completion fish | source
#   cai completion fish > ~/.config/fish/completions/cai.fish
function __cai_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for answer in ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
        switch $answer
            case ':files'
                __fish_complete_path "$current"
            case ':folders'
                __fish_complete_directories "$current"
            case '*'
                echo $answer
        end
    end
end
complete -c cai -f -a '(__cai_complete)'
`;

/** What each shell runs to complete `cai`. */
export const SHELL_SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
