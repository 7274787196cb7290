// curve: the sideways bend of the spine
#include "session/args.h"
#include "session/rows.h"

#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_segments = 4;
constexpr float k_max_cobb_deg = 90;

using anatomy::CurveSegment;

// What the arguments say over what the segment was; an apex alone brings its own end vertebrae.
CurveSegment edited(CurveSegment segment, Args& args) {
    segment.cobb_deg = args.number("cobb", 0, k_max_cobb_deg).value_or(segment.cobb_deg);
    if (const auto side = args.named("side", {"left", "right"})) segment.convex = anatomy::find_side(*side).value_or(segment.convex);
    const auto apex = args.level("apex");
    const auto upper = args.level("upper"), lower = args.level("lower");
    if (apex && !upper && !lower) {
        if (apex->value >= static_cast<std::uint32_t>(anatomy::k_vertebra_count))
            args.fail("the apex must be a vertebra above the sacrum");
        else
            segment = anatomy::segment_around(*apex, segment.cobb_deg, segment.convex);
    }
    segment.apex = apex.value_or(segment.apex);
    segment.upper = upper.value_or(segment.upper);
    segment.lower = lower.value_or(segment.lower);
    if (!(segment.upper < segment.apex && segment.apex < segment.lower) || segment.lower > anatomy::level_l(5))
        args.fail(fmt::format("the curve {}-{}-{} is not in order", anatomy::level_name(segment.upper),
                              anatomy::level_name(segment.apex), anatomy::level_name(segment.lower)),
                  "from above: upper, apex, lower, the lowest l5");
    return segment;
}

void check_order(const anatomy::SpineCurve& curve, Args& args) {
    for (std::size_t i = 1; i < curve.segments.size(); ++i) {
        if (curve.segments[i].upper < curve.segments[i - 1].lower)
            args.fail("two curves overlap", "a curve may begin at the vertebra where the one above ends");
        if (curve.segments[i].convex == curve.segments[i - 1].convex)
            args.fail("neighbouring curves bulge to opposite sides", "use the other side");
    }
}

core::Status add_segment(SessionState& state, Args& args) {
    auto& segments = state.curve.segments;
    CurveSegment segment{};
    if (segments.size() >= k_max_segments) args.fail(fmt::format("a spine has at most {} curves here", k_max_segments));
    if (!segments.empty()) {
        const CurveSegment& above = segments.back();
        const auto left = anatomy::level_l(5).value - std::min(above.lower.value, anatomy::level_l(5).value);
        segment = {above.lower, anatomy::Level(std::size_t{above.lower.value + (left + 1) / 2}), anatomy::level_l(5), 0,
                   anatomy::opposite(above.convex)};
    }
    if (!args.has("cobb")) args.fail("'curve add' needs cobb=");
    segments.push_back(edited(segment, args));
    check_order(state.curve, args);
    return args.finish();
}

core::Status edit_segment(SessionState& state, const Action& action, Args& args) {
    auto& segments = state.curve.segments;
    if (segments.empty()) segments.push_back(CurveSegment{});
    const float wanted = args.number("segment", 1, static_cast<float>(segments.size())).value_or(1);
    const auto index = static_cast<std::size_t>(wanted) - 1;
    const anatomy::Side was = segments[index].convex;
    if (action.named.empty()) args.fail("'curve' needs something to set", "cobb= and side=, or off");
    segments[index] = edited(segments[index], args);
    // Turning one curve over turns its neighbours over: they alternate.
    if (segments[index].convex != was)
        for (std::size_t i = 0; i < segments.size(); ++i)
            if (i != index) segments[i].convex = anatomy::opposite(segments[i].convex);
    check_order(state.curve, args);
    return args.finish();
}

core::Status take_preset(SessionState& state, Args& args, const Context& context) {
    const std::string id = args.word("a preset's id");
    if (const auto status = args.finish(); !status) return status;
    for (const auto& condition : context.catalog.conditions)
        for (const auto& preset : condition.curve_presets)
            if (preset.id == id) {
                state.curve = preset.curve;
                return {};
            }
    args.fail(fmt::format("there is no curve preset '{}'", id));
    return args.finish();
}

} // namespace

core::Status apply_curve(SessionState& state, const Action& action, const Context& context) {
    Args args(action);
    if (args.words_left() == 0) return edit_segment(state, action, args);
    const std::string what = args.word_of({"off", "add", "preset"});
    if (what == "add") return add_segment(state, args);
    if (what == "preset") return take_preset(state, args, context);
    state.curve.segments.clear();
    return args.finish();
}

} // namespace dorsum::session
