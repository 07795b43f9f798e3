// SPDX-License-Identifier: MIT
#include "cli/commands/completion.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/completion.hpp"
#include "cli/exit_code.hpp"
#include "cli/live_values.hpp"
#include "cli/services.hpp"
#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr const char* k_bash = R"(# bash completion for igbotctl; made by: igbotctl completion bash
_igbotctl() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default
      return
    fi
    COMPREPLY+=("${line%%$'\t'*}")
  done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _igbotctl igbotctl
)";

constexpr const char* k_zsh = R"(#compdef igbotctl
# zsh completion for igbotctl; made by: igbotctl completion zsh
_igbotctl() {
  local line
  local -a candidates shown
  for line in "${(@f)$("${words[1]}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    if [[ $line == :files ]]; then
      _files
      return
    fi
    candidates+=("${line%%$'\t'*}")
    shown+=("${line/$'\t'/  -- }")
  done
  compadd -l -d shown -a -- candidates
}
if [[ ${funcstack[1]-} == _igbotctl ]]; then
  _igbotctl "$@"
else
  compdef _igbotctl igbotctl
fi
)";

constexpr const char* k_fish = R"(# fish completion for igbotctl; made by: igbotctl completion fish
function __igbotctl_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
            return
        end
        printf '%s\n' $line
    end
end
complete -c igbotctl -f -a '(__igbotctl_complete)'
)";

}  // namespace

int run_complete(const std::vector<std::string>& words, const Environment& environment,
                 Clock& clock, Io& io) {
  Completion completion = complete(words);
  if (completion.live == LiveValues::files) {
    io.out << ":files\n";
    return k_done;
  }
  Services services(completion.globals, environment, clock);
  try {
    for (Candidate& candidate : live_candidates(completion, services)) {
      completion.candidates.push_back(std::move(candidate));
    }
  } catch (const Error&) {
    // A Tab is no place for an error message: the command itself will give it.
    return k_done;
  }
  for (const Candidate& candidate : completion.candidates) {
    if (!candidate.word.starts_with(completion.typed)) continue;
    io.out << completion.lead << candidate.word << '\t' << text::one_line(candidate.meaning)
           << '\n';
  }
  return k_done;
}

void add_completion(CLI::App& command, Selected& selected) {
  auto shell = std::make_shared<std::string>();
  command.add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command.callback([shell, &selected] {
    selected = [shell](Services&, Io& io) {
      io.out << (*shell == "bash" ? k_bash : *shell == "zsh" ? k_zsh : k_fish);
      return k_done;
    };
  });
}

}  // namespace igbot::cli
