// SPDX-License-Identifier: MIT
#include "cli/questions.hpp"

#include <istream>
#include <ostream>

#include "core/error.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

void note_interrupt(int) { g_interrupted = 1; }

}  // namespace

Questions::Questions(Io& io) : io_(io) {
  g_interrupted = 0;
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  ::sigemptyset(&action.sa_mask);
  action.sa_flags = 0;  // no SA_RESTART: the read that waits for an answer must end
  ::sigaction(SIGINT, &action, &before_);
}

Questions::~Questions() { ::sigaction(SIGINT, &before_, nullptr); }

std::string Questions::read_line() {
  io_.err << std::flush;
  std::string line;
  const bool read = static_cast<bool>(std::getline(io_.in, line));
  if (g_interrupted != 0) {
    io_.err
        .clear();  // the signal may have cut a question short; what follows is printed all the same
    throw Interrupted(true);
  }
  if (!read) throw Interrupted(false);
  return text::trim(line);
}

std::string Questions::ask(const std::string& question, const std::string& preset,
                           const std::function<std::string(const std::string&)>& parse) {
  while (true) {
    io_.err << text::redact(question);
    if (!preset.empty()) io_.err << " [" << text::redact(preset) << "]";
    io_.err << ": ";
    std::string answer = read_line();
    if (answer.empty()) answer = preset;
    try {
      return parse(answer);
    } catch (const Error& error) {
      io_.err << "  " << text::redact(error.what());
      if (!error.hint().empty()) io_.err << "; " << text::redact(error.hint());
      io_.err << '\n';
    }
  }
}

bool Questions::confirm(const std::string& question) {
  return ask(question, "yes", [](const std::string& typed) -> std::string {
           const std::string word = text::to_lower(typed);
           if (word == "y" || word == "yes") return "yes";
           if (word == "n" || word == "no") return "no";
           throw Error(ErrorKind::usage, "not understood: '" + typed + "'", "yes or no");
         }) == "yes";
}

}  // namespace igbot::cli
