// The one gate between a person and a stroke plan. It counts the answers themselves; nothing else opens it.
#include "session/rows.h"

namespace dorsum::session {

namespace {

bool is_stop(content::ScreenAnswer answer) {
    return answer == content::ScreenAnswer::stop_emergency || answer == content::ScreenAnswer::stop_absolute;
}

std::string_view needed_confirmation(content::PlanGate gate) {
    switch (gate) {
    case content::PlanGate::screen: return "";
    case content::PlanGate::screen_and_timing: return "timing";
    case content::PlanGate::checked_by_professional: return "checked_by_professional";
    case content::PlanGate::professional_only: return "professional";
    }
    return "professional";
}

} // namespace

// No questions at all means that the content is broken: then nothing has been screened.
PlanBlock screen_block(const SessionState& state, const Context& context) {
    const auto& catalog = context.catalog;
    bool open = catalog.screen.empty();
    for (const auto& question : catalog.screen) {
        const bool yes = state.screen_yes.count(question.id) != 0;
        if (yes && is_stop(question.if_yes)) return PlanBlock::screen_stop;
        open = open || (!yes && state.screen_no.count(question.id) == 0);
    }
    return open ? PlanBlock::needs_screen : PlanBlock::none;
}

PlanBlock plan_block(const SessionState& state, const Context& context) {
    const content::Condition* condition = context.catalog.find_condition(state.condition);
    if (condition == nullptr) return PlanBlock::no_condition;
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    if (mode != nullptr && !mode->shows_plan_of(condition->id)) return PlanBlock::mode_forbids;
    if (const PlanBlock block = screen_block(state, context); block != PlanBlock::none) return block;
    const std::string needed(needed_confirmation(condition->plan.gate));
    // In the first days nothing has to be confirmed: the plan is that of its early steps instead.
    const bool early = needed == "timing" && state.onset == "first_days" && !condition->plan.early_steps.empty();
    if (!needed.empty() && !early && state.confirmed.count(needed) == 0) return PlanBlock::needs_confirmation;
    return PlanBlock::none;
}

std::span<const content::StrokeStep> plan_steps(const SessionState& state, const Context& context) {
    const content::Condition* condition = context.catalog.find_condition(state.condition);
    if (condition == nullptr) return {};
    const auto& plan = condition->plan;
    return state.onset == "first_days" && !plan.early_steps.empty() ? plan.early_steps : plan.steps;
}

const content::StrokeStep* current_step(const SessionState& state, const Context& context) {
    if (plan_block(state, context) != PlanBlock::none) return nullptr;
    const auto steps = plan_steps(state, context);
    const auto at = static_cast<std::size_t>(state.playback.step);
    return at < steps.size() ? &steps[at] : nullptr;
}

std::string plan_block_text(PlanBlock block, const SessionState& state, const Context& context) {
    switch (block) {
    case PlanBlock::none: return {};
    case PlanBlock::no_condition: return notice_text(state, context, "notice.no_condition", "Open a condition first.");
    case PlanBlock::needs_screen:
        return notice_text(state, context, "notice.needs_screen", "Answer the safety questions first.");
    case PlanBlock::screen_stop:
        return notice_text(state, context, "notice.screen_stop", "A safety answer says: no massage now. Get medical advice.");
    case PlanBlock::needs_confirmation:
        return notice_text(state, context, "notice.needs_confirmation", "This plan needs a confirmation first.");
    case PlanBlock::mode_forbids:
        return notice_text(state, context, "notice.plan_hidden", "This plan is not shown in this mode.");
    }
    return {};
}

} // namespace dorsum::session
