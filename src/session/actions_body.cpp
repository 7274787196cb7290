// body: whose body is shown. The app exchanges the atlas; here only the wish is kept, and the camera goes along with the stature.
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr float k_mm_per_cm = 10;

const content::BodyChoice* wanted_body(Args& args, const SessionState& state, const Context& context) {
    const std::string id = args.maybe_word().value_or(state.body);
    const auto* body = context.catalog.find_body(id);
    if (body != nullptr) return body;
    std::vector<std::string_view> known;
    for (const auto& choice : context.catalog.bodies) known.push_back(choice.id);
    args.fail(fmt::format("there is no body '{}'", id), fmt::format("use {}", fmt::join(known, ", ")));
    return nullptr;
}

float wanted_stature_mm(Args& args, const Action& action, const content::BodyChoice& body) {
    const auto given = action.named.find("stature");
    if (given == action.named.end()) return 0;
    if (given->second == "own") {
        (void)args.named("stature");
        return 0;
    }
    return k_mm_per_cm * args.needed_number("stature", body.shortest_mm / k_mm_per_cm, body.tallest_mm / k_mm_per_cm);
}

} // namespace

float shown_stature_mm(const SessionState& state, const Context& context) {
    if (state.stature_mm > 0) return state.stature_mm;
    const auto* body = context.catalog.find_body(state.body);
    return body == nullptr ? 0 : body->stature_mm;
}

core::Status apply_body(SessionState& state, const Action& action, const Context& context) {
    if (context.atlas.foreign || context.catalog.bodies.empty())
        return denied(state, context, "notice.body_foreign", "These meshes are of one body; only Dorsum's own atlas has others.");
    Args args(action);
    if (action.words.empty() && action.named.empty()) args.fail("'body' needs a body or a stature", "for example: body woman");
    const float before_mm = shown_stature_mm(state, context);
    if (const auto* body = wanted_body(args, state, context)) {
        state.stature_mm = wanted_stature_mm(args, action, *body);
        state.body = body->id;
    }
    if (const auto status = args.finish(); !status) return status;
    const float ratio = before_mm > 0 ? shown_stature_mm(state, context) / before_mm : 1.0f;
    state.camera.target_mm *= ratio;
    state.camera.distance_mm *= ratio;
    return {};
}

} // namespace dorsum::session
