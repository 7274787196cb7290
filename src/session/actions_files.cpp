// undo, redo, save, open, picture, export, quit: reduce only checks them; History and the app do them.
#include "session/args.h"
#include "session/rows.h"

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_path_bytes = 4000;

} // namespace

core::Status apply_history(SessionState&, const Action& action, const Context&) { return Args(action).finish(); }

core::Status apply_path(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    const std::string path = args.rest("a path");
    if (path.empty() || path.size() > k_max_path_bytes || path.find('\0') != path.npos) args.fail("this is not a path");
    if (const auto status = args.finish(); !status) return status;
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    if (mode != nullptr && !mode->stores) return denied(state, context, "notice.stores_nothing", "Nothing is stored in this mode.");
    return {};
}

core::Status apply_quit(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    if (const auto status = args.finish(); !status) return status;
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    if (mode != nullptr && mode->leave_needs_pin)
        return denied(state, context, "notice.leave_needs_pin", "Leaving needs the staff PIN: switch to another mode first.");
    return {};
}

} // namespace dorsum::session
